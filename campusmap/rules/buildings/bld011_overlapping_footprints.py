from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shapely import MultiPolygon, box

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.demo import TWO_BUILDINGS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_building
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_area

SHARE: Final = 0.1  # of the smaller footprint; less is a shared wall drawn twice (tool default)


@rule(
    id="BLD011",
    title="Footprints of two buildings overlap",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{building} and {other} overlap by {area}",
    source=citations.TOOL,
    fix="Check the placement of both buildings' floors, and the two features in the footprints file.",
    trap="Clipping one of the two.",
    bad=sketches(TWO_BUILDINGS) + with_building(1, footprint=MultiPolygon([box(500000, 3999970, 500030, 4000000)])),
    good=sketches(TWO_BUILDINGS),
)
def overlapping_footprints(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """One of the two is in the wrong place."""
    known = [building for building in campus.buildings if not building.footprint.is_empty]
    for index, building in enumerate(known):
        for other in known[:index]:
            area_m2 = building.footprint.intersection(other.footprint).area
            if area_m2 > SHARE * min(building.footprint.area, other.footprint.area):
                yield hit(
                    building,
                    building=building.name or building.id,
                    other=other.name or other.id,
                    area=say_area(area_m2),
                )
