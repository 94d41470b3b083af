from __future__ import annotations

from collections.abc import Iterator

from shapely import MultiPolygon

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_building
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="BLD003",
    title="Building has no footprint",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{building} has neither a footprint nor a placed ground floor, so it is missing from the campus map",
    source=citations.AERIAL,
    fix="Add its outline to the footprints file, or place its ground floor.",
    trap="Drawing a box roughly where it stands.",
    bad=with_building(footprint=MultiPolygon(), footprint_source=""),
    good=clean(),
)
def no_footprint(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A building that is not on the map is not searched."""
    if building.footprint.is_empty:
        yield hit(building, building=building.name or building.id)
