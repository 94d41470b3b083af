from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_frame
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts
from campusmap.units import say_length

STRAY_M: Final = 2.0  # tool default, as domain practice has it for corner offsets


@rule(
    id="PLC007",
    title="Floor strays from the building's footprint",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor}: {said}",
    source=citations.AERIAL,
    fix="Check the control points; if the drawing is right, the footprint may be an old one.",
    trap="Moving the floor over the footprint by eye.",
    codes=("place.offset",),
    bad=with_frame(offset_m=6.4),
    good=clean(),
)
def off_the_footprint(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Plan and footprint come from two sources; where they differ one of them is wrong."""
    if "place.overlap" in context.codes_of(floor):
        return
    said = floor_texts(floor, context, "place.offset")
    offset_m = floor.frame.offset_m or 0.0
    if not said and offset_m > STRAY_M:
        said = f"the outline strays up to {say_length(offset_m)} from the footprint"
    if said:
        yield hit(floor, floor=floor.name or floor.id, said=said)
