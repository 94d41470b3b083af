from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shapely import MultiPolygon, box

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule

SHARE: Final = 0.3  # of the smaller floor (tool default; a bridge or a penthouse still lies over the floor below)


@rule(
    id="PLC013",
    title="Floors of one building do not lie over one another",
    severity=Severity.ERROR,
    applies_to=Building,
    message="{floor} hardly overlaps {other}: {share:.0%} of the smaller one",
    source=citations.AERIAL,
    fix="Check both placements: floors drawn side by side in one file each need their own control points.",
    trap="Using one floor's placement for the whole building where the drawings have different origins.",
    bad=sketches(TWO_FLOORS) + with_floor(1, outline=MultiPolygon([box(500200, 3999900, 500220, 3999910)])),
    good=sketches(TWO_FLOORS),
)
def floors_apart(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A floor in the wrong place puts its rooms into the car park."""
    placed = [floor for floor in building.floors if floor.frame.placed and not floor.outline.is_empty]
    largest = max(placed, key=lambda floor: floor.outline.area, default=None)
    for floor in placed:
        if largest is None or floor is largest:
            continue
        share = floor.outline.intersection(largest.outline).area / min(floor.outline.area, largest.outline.area)
        if share < SHARE:
            yield hit(floor, floor=floor.name or floor.id, other=largest.name or largest.id, share=share)
