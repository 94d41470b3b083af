from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.numbering.grammar import floor_words, split_number, split_suffix
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, numbered_rooms
from campusmap.rules.examples import sketch, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM036",
    title="Leading zeros of room numbers are not alike",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{number} has no leading zero, as {fellow} has",
    many="{count} room numbers lack the leading zero that others of their floor have: {listing}",
    source=conventions.LEADING_ZEROS,
    fix="Read the signs, and write the zero where they have it.",
    trap="Adding zeros in the drawing only: 14 on the door and 014 on the map are two rooms to a searcher.",
    bad=sketch("""
            +-----+-----+
            | 012 | 14  |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """)
    + with_floor(code=""),
    good=sketch("""
            +-----+-----+
            | 012 | 014 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """)
    + with_floor(code=""),
)
def leading_zeros(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A search for 014 does not find 14."""
    rooms = [room for room in numbered_rooms(floor) if not floor_words(room.shown_number)]
    read = [(room, parts[1]) for room in rooms if (parts := split_number(split_suffix(room.shown_number)[0]))]
    padded = {len(digits): room.shown_number for room, digits in reversed(read) if digits.startswith("0")}
    for room, digits in read:
        longer = [padded[length] for length in padded if length > len(digits)]
        if longer and not digits.startswith("0"):
            yield hit(room, number=room.shown_number, fellow=longer[0])
