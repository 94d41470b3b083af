from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.numbering.custom import commonest_width
from campusmap.numbering.grammar import floor_words, split_number, split_suffix
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, numbered_rooms
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM008",
    title="Room number has more or fewer digits than its floor's",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{number} has {digits} digits; its floor's numbers have {width}",
    many="{count} room numbers are longer or shorter than their floor's: {listing}",
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
def odd_width(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A digit too many or too few is how a number is mistyped."""
    code, rooms = context.floor_codes[floor.id], numbered_rooms(floor)
    letters = sum(map(str.isalpha, code))
    asked = context.scheme.width
    wide = max(len(code), 1) - 1 - letters  # a code of two characters makes numbers one longer: 4, on floor 10 5
    width = asked + wide if asked is not None else commonest_width([room.shown_number for room in rooms])
    for room in rooms:
        split = split_number(split_suffix(room.shown_number)[0])
        if split is not None and width is not None and not floor_words(room.shown_number) and len(split[1]) != width:
            yield hit(room, number=room.shown_number, digits=len(split[1]), width=width)
