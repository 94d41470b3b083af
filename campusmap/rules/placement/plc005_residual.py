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
from campusmap.units import say_length

RESIDUAL_M: Final = 1.0  # root mean square; about a door's width (tool default)


@rule(
    id="PLC005",
    title="Control points of a placement do not agree",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor}: {said}",
    source=citations.AERIAL,
    fix="Take the points again, at corners that are sharp both in the drawing and in the picture, far apart.",
    trap="Dropping points until the rest agree.",
    codes=("place.residual",),
    bad=with_frame(residual_m=1.8, worst_m=2.5),
    good=clean(),
)
def residual(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A plan that lies a door's width off leads to the wrong door."""
    if unplaced_because(floor, context) in ("place.size", "place.mirrored"):
        return
    said = floor_texts(floor, context, "place.residual")
    missed_m = floor.frame.residual_m or 0.0
    if not said and missed_m > RESIDUAL_M:
        said = f"the points of the placement miss by {say_length(missed_m)} (root mean square)"
    if said:
        yield hit(floor, floor=floor.name or floor.id, said=said)
