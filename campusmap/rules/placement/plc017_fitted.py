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
    id="PLC017",
    title="Fit to the footprint places a floor and nothing checks it",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{floors}: {said}",
    source=citations.AERIAL,
    fix=("Give three or four control points, spread over the whole floor, or check a door at each end on site."),
    trap="Taking a high overlap for proof: a plan turned by half overlaps as well where the building is symmetric.",
    codes=("place.fitted",),
    bad=with_floor_notice("place.fitted"),
    good=clean(),
)
def fitted(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A fit knows the outline only, and a footprint traced from the air includes the eaves."""
    yield from hit_floors_told(building, context, "place.fitted")
