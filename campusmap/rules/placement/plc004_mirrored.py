from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor_notice, with_frame
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts, unplaced_because


@rule(
    id="PLC004",
    title="Drawing is mirrored",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="{floor}: {said}",
    source=citations.AERIAL,
    fix=(
        "Check the control points for a swapped pair; if the drawing is a mirror image, set `mirrored = "
        "true` in its placement."
    ),
    trap="Setting `mirrored` without reading a text in the drawing: mirrored drawings read backwards.",
    codes=("place.mirrored",),
    bad=with_frame(placed=False) + with_floor_notice("place.mirrored"),
    good=clean(),
)
def mirrored(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """On a mirrored plan every left is a right."""
    if unplaced_because(floor, context) in ("place.mirrored", ""):
        said = floor_texts(floor, context, "place.mirrored")
        if said:
            yield hit(floor, floor=floor.name or floor.id, said=said)
