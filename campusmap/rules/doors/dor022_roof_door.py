from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Opening
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence
from campusmap.rules.examples import sketches
from campusmap.rules.exterior import describe_inside, opens_on_roof
from campusmap.rules.rule import Hit, Skip, hit, rule

GROUND = """
        +-----+-----+-----+
        | 101 | 103 | 105 |
        +--/--+--/--+--/--+
    (1) D COR1 Hall       |
        +-----------------+
"""


@rule(
    id="DOR022",
    title="Door onto a roof has no number",
    severity=Severity.NOTE,
    applies_to=Opening,
    message="The door of {room} onto the roof of the floor below has no number",
    many="{count} doors onto roofs of floors below have no number; they lead from {listing}",
    source=citations.DOOR_NUMBERS,
    fix="Number it with the other exterior doors if somebody is ever to be told to go there, or out that way.",
    trap="Counting it among the ways in from the ground.",
    bad=sketches(
        {
            "main": {
                "1": GROUND,
                "2": """
                    +-----+-----+
                    | 201 | 203 |
                    +--/--+--/--+
                    | COR2 Hall D
                    +-----------+
                """,
            }
        }
    ),
    good=sketches(
        {
            "main": {
                "1": GROUND,
                "2": """
                    +-----+-----+
                    | 201 | 203 |
                    +--/--+--/--+
                    | COR2 Hall D (2)
                    +-----------+
                """,
            }
        }
    ),
)
def roof_door(opening: Opening, context: Evidence) -> Iterator[Hit | Skip]:
    """A crew on the ground cannot come in there, but somebody may call from there."""
    if opening.kind not in DOOR_KINDS or opening.shown_number or not opens_on_roof(opening, context):
        return
    room = describe_inside(opening, context)
    yield hit(opening, room=room, item=room)
