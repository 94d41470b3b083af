from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Campus
from campusmap.numbering.grammar import fold_number
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, has_digit, numbered_rooms
from campusmap.rules.examples_campus import two_joined
from campusmap.rules.exterior import joined_pairs
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="BLD013",
    title="Joined buildings use the same room numbers",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{first} and {second} are joined, and both have {numbers}",
    source=conventions.JOINED,
    fix="Put a wing letter in front of one building's numbers, or number the two as one building.",
    trap="Relying on the building's name: whoever walks through the joint does not see it change.",
    bad=two_joined("101", "103", door="2"),
    good=two_joined("105", "107", door="2"),
)
def joined_buildings_share_numbers(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Inside, joined buildings are one, with two rooms 101."""
    for first, second in joined_pairs(campus):
        both = sorted(_numbers(first) & _numbers(second))
        if both:
            names = [building.name or building.id for building in (first, second)]
            yield hit(second, first=names[0], second=names[1], numbers=list_first(both))


def _numbers(building: Building) -> set[str]:
    rooms = (room for floor in building.floors for room in filter(has_digit, numbered_rooms(floor)))
    return {fold_number(room.shown_number) for room in rooms}
