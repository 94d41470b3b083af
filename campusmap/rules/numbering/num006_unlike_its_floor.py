from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.numbering.grammar import carries_floor_code, split_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, numbered_rooms
from campusmap.rules.examples import sketch, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM006",
    title="Room number is unlike the others on its floor",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{number} does not begin with {code}, as the other room numbers of {floor} do",
    many="{count} room numbers are unlike the others on their floor: {listing}",
    source=citations.FLOOR_DIGIT,
    fix="Check the room's sign; renumber the room, or state the floor's `code` in campus.toml.",
    trap="Stating a `code` that silences this without looking at the sign.",
    bad=sketch("""
            +-----+-----+-----+-----+
            | 101 | 103 | 205 | 107 |
            +--/--+--/--+--/--+--/--+
        (1) D COR1 Hall             |
            +-----------------------+
    """)
    + with_floor(code=""),
    good=sketch("""
            +-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 |
            +--/--+--/--+--/--+--/--+
        (1) D COR1 Hall             |
            +-----------------------+
    """)
    + with_floor(code=""),
)
def unlike_its_floor(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Where no floor code is declared, the floor's own numbers say what it is."""
    if floor.code or not context.scheme.floor_digit:
        return
    building = context.building_of(floor).number
    code = context.floor_codes[floor.id]
    for space in numbered_rooms(floor):
        if code and split_number(space.shown_number) and not carries_floor_code(space.shown_number, code, building):
            yield hit(space, number=space.shown_number, floor=floor.name or floor.id, code=code)
