from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from campusmap.geometry.geodesy import convergence_deg
from campusmap.model.finding import Severity
from campusmap.model.places import Building, TrueNorth
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.rule import Hit, Skip, hit, rule

SOUND_DEG: Final = 0.5  # tool default: a needle and a ruler read no finer


@rule(
    id="PLC022",
    title="Page-up is not true north",
    severity=Severity.ERROR,
    applies_to=Building,
    message="At {building} the top of the map points {off:+.2f} degrees (clockwise) from true north",
    source=citations.TRUE_NORTH,
    fix="Make a campus of its own of what lies far away; the map is turned to true north at the middle of the campus.",
    trap="Turning the drawings to grid north so that their walls stand upright on the page.",
    bad=with_campus(north=TrueNorth((1.0, 0.02, 0.0, -0.02, 1.0, 0.0), (0.0, 0.0, -81.0, 0.0, 0.0, 36.1), 1.15)),
    good=clean(),
)
def page_up(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A crew that is told "the north door" looks at a compass, not at a grid."""
    north, epsg = context.campus.north, context.campus.epsg
    if north is None or epsg is None or building.footprint.is_empty:
        return
    at = building.footprint.centroid
    a, b = north.matrix[:2]
    off = math.degrees(math.atan2(-b, a)) + convergence_deg(epsg, at.x, at.y)  # of page-up on the grid, then true
    off = (off + 180) % 360 - 180
    if abs(off) > SOUND_DEG:
        yield hit(building, building=building.name or building.id, off=off)
