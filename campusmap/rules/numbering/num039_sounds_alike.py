from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.numbering.alike import Numbered, find_alike
from campusmap.numbering.grammar import parse_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length


@rule(
    id="NUM039",
    title="Two room numbers near each other sound alike on a radio",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{number} sounds like {other}, {length} away",
    many="{count} room numbers sound like another near them: {listing}",
    source=citations.TOOL,
    fix='Say the digits one by one and letters by the spelling alphabet: "one one five", "Bravo one two".',
    trap="Renumbering rooms that everybody knows by their number.",
    bad="""
            +-----+-----+
            | 115 | 150 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
    good="""
            +-----+-----+
            | 115 | 117 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
)
def sounds_alike(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Fifteen and fifty, B and D are one sound through a door and over a radio."""
    building, code = context.building_of(floor).number, context.floor_codes[floor.id]
    rooms = [Numbered(room, room.shown_number) for room in filter(context.is_one_number, floor.spaces)]
    for one, other, metres in find_alike(
        rooms, lambda number: parse_number(number, building_number=building, floor_code=code)
    ):
        yield hit(one.room, number=one.number, other=other.number, length=say_length(metres))
