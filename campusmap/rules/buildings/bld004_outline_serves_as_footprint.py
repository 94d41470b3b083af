from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_building
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="BLD004",
    title="Ground floor outline serves as the footprint",
    severity=Severity.NOTE,
    applies_to=Building,
    message="The footprint of {building} is its ground floor's outline, so its placement is checked against nothing",
    source=citations.AERIAL,
    fix="Add a footprints file from the county or from an open map, and compare.",
    trap="Tracing the footprint from the plan: the two would agree whatever is wrong.",
    bad=with_building(footprint_source="ground floor outline"),
    good=clean(),
)
def outline_serves_as_footprint(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Two sources that agree are worth more than one."""
    if building.footprint_source == "ground floor outline" and not building.footprint.is_empty:
        yield hit(building, building=building.name or building.id)
