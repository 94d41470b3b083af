from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Opening
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence
from campusmap.rules.exterior import describe_inside, opens_on_roof
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR001",
    title="Exterior door has no number",
    severity=Severity.ERROR,
    applies_to=Opening,
    message="The exterior door of {room} has no number",
    many="{count} exterior doors have no number; they lead from {listing}",
    source=citations.DOOR_NUMBERS,
    fix=(
        "Number the door on its sign, inside and out, and enter the number in the openings table or beside "
        "the door in the drawing."
    ),
    trap="Numbering it in the drawing only: the crew outside reads the door, not the map.",
    bad="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D
            +-----------+
    """,
    good="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (2)
            +-----------+
    """,
)
def no_number(opening: Opening, context: Evidence) -> Iterator[Hit | Skip]:
    """'Go in at door 4' works only when every door says what it is."""
    if not opening.exterior or opening.kind not in DOOR_KINDS or opening.shown_number:
        return
    if opens_on_roof(opening, context):  # rule DOR022
        return
    room = describe_inside(opening, context)
    yield hit(opening, room=room, item=room)
