from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Floor, Space
from campusmap.numbering.grammar import number_key
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, has_digit, numbered_rooms
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM004",
    title="Two rooms of one building carry the same number",
    severity=Severity.ERROR,
    applies_to=Building,
    message="{number} is already the number of {other}",
    many="{count} room numbers are used more than once: {listing}",
    source=citations.UNIQUE_NUMBERS,
    fix="Find out which room's sign is wrong, renumber that room, and mend its sign and the drawing.",
    trap="Adding a letter to only one of the two leaves the plain number ambiguous on the radio.",
    bad="""
            +-----+-----+
            | 101 | 101 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
    good="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
)
def duplicate_number(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A responder sent to a number must find one door, not two."""
    first: dict[str, tuple[Floor, Space]] = {}
    for floor in building.floors:
        for space in filter(has_digit, numbered_rooms(floor)):
            kept_floor, kept = first.setdefault(number_key(space.shown_number), (floor, space))
            if kept is not space and not (space.shaft and space.shaft == kept.shaft):
                other = f"{kept.name or 'a room'} on {kept_floor.name or kept_floor.id}"
                yield hit(space, number=space.shown_number, other=other)
