from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_frame
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts, unplaced_because

SOUND: Final = (0.98, 1.02)  # metres on the ground per metre as declared (tool default)


@rule(
    id="PLC006",
    title="Placement stretches the drawing",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor}: {said}",
    source=citations.AERIAL,
    fix="Check `units` of the floor and the control points; measure one long wall in the drawing and on site.",
    trap="Accepting the scale because the outline fits: then every length on the sheet is off.",
    codes=("place.scale",),
    bad=with_frame(scale=1.05),
    good=clean(),
)
def scale_off(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Either the unit or a point is wrong."""
    if unplaced_because(floor, context) in ("place.size", "place.mirrored"):
        return
    said = floor_texts(floor, context, "place.scale")
    if not said and not SOUND[0] <= floor.frame.scale <= SOUND[1]:
        said = f"a metre of the drawing became {floor.frame.scale:.3f} m on the ground"
    if said:
        yield hit(floor, floor=floor.name or floor.id, said=said)
