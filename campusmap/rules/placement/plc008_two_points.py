from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor_notice
from campusmap.rules.rule import Hit, Skip, rule
from campusmap.rules.unplaced import hit_floors_told


@rule(
    id="PLC008",
    title="Two points place a floor and nothing checks them",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{floors}: {said}",
    source=citations.AERIAL,
    fix="Give three or four control points, spread over the whole floor.",
    trap="Adding a third point close to one of the two.",
    codes=("place.two_points",),
    bad=with_floor_notice("place.two_points"),
    good=clean(),
)
def two_points(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Two points always fit, whatever is wrong with them."""
    yield from hit_floors_told(building, context, "place.two_points")
