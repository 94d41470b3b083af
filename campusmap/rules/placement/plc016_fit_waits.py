from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor_notice, with_frame
from campusmap.rules.rule import Hit, Skip, rule
from campusmap.rules.unplaced import hit_floors_told


@rule(
    id="PLC016",
    title="Fit to the footprint waits for a person",
    severity=Severity.ERROR,
    applies_to=Building,
    message="{floors}: {said}",
    source=citations.AERIAL,
    fix=(
        "Look at the footprint over an aerial picture, then give the placement `bearing_deg`, or one door or stair as "
        "a point with its lonlat, and take `confirmed = false` away."
    ),
    trap="Choosing the first bearing listed: a rectangle fits two ways, a square four.",
    codes=("place.fit",),
    bad=with_frame(placed=False) + with_floor_notice("place.fit"),
    good=clean(),
)
def fit_waits(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """An outline cannot say which of its ends is the front."""
    yield from hit_floors_told(building, context, "place.fit")
