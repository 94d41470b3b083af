from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_marker, without_marker
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="MRK020",
    title="Floor without an AED",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{building} has an AED, but none on {floors}",
    source=citations.AED_FLOOR,
    fix="Check the markers table; if the floor has none, plan one.",
    trap="Giving the floor the AED of the floor below.",
    bad=sketches(TWO_FLOORS) + without_marker("AED") + with_marker("AED"),
    good=sketches(TWO_FLOORS),
)
def floor_without_aed(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Stairs take most of the ninety seconds."""
    there = {found.floor for found in context.markers_of("AED") if found.building == building.id and found.is_there}
    bare = [floor.name or floor.id for floor in building.floors if floor.spaces and floor.id not in there]
    if there - {""} and bare:
        yield hit(building, building=building.name or building.id, floors=list_first(bare))
