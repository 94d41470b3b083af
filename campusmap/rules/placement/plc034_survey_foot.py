from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from shapely import MultiPolygon, box

from campusmap.georeference.survey_foot import other_foot_shift
from campusmap.model.finding import Severity
from campusmap.model.places import Building, Floor
from campusmap.model.project import BuildingEntry, Placement
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_building, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule

LEAST_M: Final = 0.5  # less leads nobody to a wrong door (tool default)
# How well the shift must agree: about what a careful footprint is off; and how alike the areas must be, so that what
# is compared is one outline (tool defaults).
CLOSE_M: Final = 0.25
CLOSE_SHARE: Final = 0.2
ALIKE: Final = 0.05


@rule(
    id="PLC034",
    title="Floor is off by what the other foot makes",
    severity=Severity.WARNING,
    applies_to=Floor,
    message=(
        "{floor} lies {metres:.1f} m off the footprint, just as far and in the direction as if the numbers of its "
        "placement were in the other foot than {crs}'s"
    ),
    source=citations.AERIAL,
    fix=(
        "Ask whoever made the placement which foot it counts in, the US survey foot or the international foot, and "
        "name the coordinate system with that foot in `crs`."
    ),
    trap="Shifting the floor until it fits: the next drawing from the same source will be off again.",
    bad=with_project(
        building=(
            BuildingEntry("main", placement=Placement("frame", matrix=(1.0, 0.0, 0.0, 0.0, 1.0, 0.0), crs="EPSG:2283")),
        )
    )
    + with_building(footprint=MultiPolygon([box(499997.5, 3999984.1, 500015.7, 3999996.3)])),
    good=clean(),
)
def survey_foot(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """The two feet differ by two in a million, which state-plane numbers of millions of feet turn into metres."""
    building, epsg = context.building_of(floor), context.campus.epsg
    crs = _stated_crs(context, building, floor)
    if not crs or epsg is None or not floor.frame.placed or not _is_alike(floor, building):
        return
    from_, to = building.footprint.centroid, floor.outline.centroid
    shift = other_foot_shift(epsg, from_.x, from_.y, crs)
    if shift is None or math.hypot(*shift) < LEAST_M:
        return
    if math.dist(shift, (to.x - from_.x, to.y - from_.y)) < max(CLOSE_M, CLOSE_SHARE * math.hypot(*shift)):
        yield hit(floor, floor=floor.name or floor.id, metres=math.hypot(*shift), crs=crs)


def _is_alike(floor: Floor, building: Building) -> bool:
    area = building.footprint.area
    return area > 0 and abs(floor.outline.area / area - 1) < ALIKE


def _stated_crs(context: Evidence, building: Building, floor: Floor) -> str:
    """Return the CRS that campus.toml names for a floor's placement, "" where it names none."""
    for entry in (each for each in context.project.building if each.id == building.id):
        own = next((each.placement for each in entry.floor if f"{entry.id}/{each.id}" == floor.id), None)
        placement = own or entry.placement
        return placement.crs if placement else ""
    return ""
