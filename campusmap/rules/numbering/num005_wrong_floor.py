from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.numbering.grammar import carries_floor_code
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, numbered_rooms
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM005",
    title="Room number says another floor",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="{number} is on {floor}, where room numbers begin with {code}",
    many="{count} rooms carry another floor's numbers: {listing}",
    source=citations.FLOOR_DIGIT,
    fix="Renumber the room; or, if the floor's numbers begin otherwise, say so in the floor's `code` in campus.toml.",
    trap="Changing the drawing alone: the sign on the wall is what is read out on the radio.",
    bad="""
            +-----+-----+-----+
            | 101 | 203 | 105 |
            +--/--+--/--+--/--+
        (1) D COR1 Hall       |
            +-----------------+
    """,
    good="""
            +-----+-----+-----+
            | 101 | 103 | 105 |
            +--/--+--/--+--/--+
        (1) D COR1 Hall       |
            +-----------------+
    """,
)
def wrong_floor(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A number that says floor 2 sends people up the stairs."""
    if not floor.code or not context.scheme.floor_digit:
        return
    building = context.building_of(floor).number
    for space in numbered_rooms(floor):
        if any(map(str.isdigit, space.shown_number)) and not carries_floor_code(
            space.shown_number, floor.code, building
        ):
            yield hit(space, number=space.shown_number, floor=floor.name or floor.id, code=floor.code)
