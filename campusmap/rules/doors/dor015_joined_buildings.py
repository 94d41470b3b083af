from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples_campus import two_joined
from campusmap.rules.exterior import door_numbers, joined_pairs
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR015",
    title="Joined buildings use the same exterior door numbers",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{first} and {second} are joined, and both have door {numbers}",
    source=conventions.PLAIN_DOORS,
    fix="Number the doors of joined buildings in one run, as of one building.",
    trap="Telling the doors apart by the building's name: from outside it is one building.",
    bad=two_joined("105", "107", door="1"),
    good=two_joined("105", "107", door="2"),
)
def joined_buildings(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A crew outside sees one building with two doors 1."""
    if context.scheme.door_scope == "campus":
        return  # said by the rule of repeated numbers
    for first, second in joined_pairs(campus):
        both = sorted(door_numbers(first) & door_numbers(second))
        if both:
            names = [building.name or building.id for building in (first, second)]
            yield hit(second, first=names[0], second=names[1], numbers=list_first(both))
