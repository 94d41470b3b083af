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
    id="PLC018",
    title="Floor fits the footprint far better turned or mirrored",
    severity=Severity.ERROR,
    applies_to=Building,
    message="{floors}: {said}",
    source=citations.AERIAL,
    fix=(
        "Check the bearing, and the control points for a swapped pair; if the drawing is a mirror image, set "
        "`mirrored = true` in its placement; if the footprint is another building's, correct `footprint`."
    ),
    trap="Turning the footprint, or leaving it out, until the finding is gone.",
    codes=("place.pose",),
    bad=with_frame(placed=False) + with_floor_notice("place.pose"),
    good=clean(),
)
def other_way_round(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """On a plan turned by half, every door is on the wrong side of the building."""
    yield from hit_floors_told(building, context, "place.pose")
