from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Campus
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import sketches
from campusmap.rules.examples_campus import join_buildings
from campusmap.rules.exterior import are_joined, fold_door
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule

WEST = """
    +-----+-----+
    | 101 | 103 |
    +--/--+--/--+
(1) D COR1 Hall |
    +-----------+
"""
EAST = """
    +-----+-----+
    | 105 | 107 |
    +--/--+--/--+
    | COR2 Hall D (%s)
    +-----------+
"""


@rule(
    id="DOR015",
    title="Joined buildings use the same exterior door numbers",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{first} and {second} are joined, and both have door {numbers}",
    source=conventions.PLAIN_DOORS,
    fix="Number the doors of joined buildings in one run, as of one building.",
    trap="Telling the doors apart by the building's name: from outside it is one building.",
    bad=sketches({"main": WEST, "annex": EAST % 1}) + join_buildings(),
    good=sketches({"main": WEST, "annex": EAST % 2}) + join_buildings("2"),
)
def joined_buildings(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A crew outside sees one building with two doors 1."""
    if context.scheme.door_scope == "campus":
        return  # said by the rule of repeated numbers
    for first, second in combinations(campus.buildings, 2):
        both = sorted(_numbers(first) & _numbers(second)) if are_joined(first, second) else []
        if both:
            names = [building.name or building.id for building in (first, second)]
            yield hit(second, first=names[0], second=names[1], numbers=list_first(both))


def _numbers(building: Building) -> set[str]:
    return {fold_door(door.shown_number) for door in exterior_doors(building.floors) if door.shown_number}
