from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.numbering.grammar import split_number
from campusmap.numbering.scheme import commonest_width
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, numbered_rooms
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM008",
    title="Room number has more or fewer digits than the building's",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{number} has {digits} digits; the building's numbers have {width}",
    many="{count} room numbers are longer or shorter than the building's: {listing}",
    source=citations.FLOOR_DIGIT,
    fix="Check the room's sign for a missing or a doubled digit.",
    trap="Padding the number with a zero that is not on the sign.",
    bad="""
            +-----+-----+-----+------+
            | 101 | 103 | 105 | 1007 |
            +--/--+--/--+--/--+--/---+
        (1) D COR1 Hall              |
            +------------------------+
    """,
    good="""
            +-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 |
            +--/--+--/--+--/--+--/--+
        (1) D COR1 Hall             |
            +-----------------------+
    """,
)
def odd_width(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A digit too many or too few is how a number is mistyped."""
    rooms = [(room, floor.code) for floor in building.floors for room in numbered_rooms(floor)]
    bare = [room.shown_number for room, code in rooms if not code.isalpha()]
    width = context.scheme.width or commonest_width(bare)
    for room, code in rooms:
        split = split_number(room.shown_number)
        if split is not None and width is not None:
            letter = len(code) if code.isalpha() and split[0].endswith(code.upper()) else 0
            if len(split[1]) + letter != width:
                yield hit(room, number=room.shown_number, digits=len(split[1]), width=width)
