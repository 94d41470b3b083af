from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.model.walking import KeyBox
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_walking
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.walks import say_length

BESIDE_M: Final = 15.0  # from the main entrance (tool default, as for rule MRK009)


@rule(
    id="RCH010",
    title="Key box is not at the main entrance",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{building}: the nearest key box is {length} from the main entrance, door {door}",
    source=citations.KEY_BOX_SITE,
    fix="Check where it hangs; tell crews which door it is at, or hang one at the right of the main entrance.",
    trap="Moving the symbol instead of the box.",
    bad=clean() + with_walking(key_boxes=(KeyBox("m-key_box-main/1", "main", "", 0.5, "main/1/d-8-12", 36.0),)),
    good=clean() + with_walking(key_boxes=(KeyBox("m-key_box-main/1", "main", "", 0.5, "main/1/d-8-12", 0.5),)),
)
def main_entrance_without_key_box(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """The first crew goes to the front door and looks for the box there."""
    doors = {opening.id: opening for floor in building.floors for opening in floor.openings}
    boxes = [b for b in context.analysis.walking.key_boxes if b.building == building.id and b.main_m is not None]
    if boxes and min(box.main_m or 0.0 for box in boxes) > BESIDE_M:
        nearest = min(boxes, key=lambda box: (box.main_m or 0.0, box.marker))
        yield hit(
            building,
            building=building.name or building.id,
            length=say_length(nearest.main_m or 0.0),
            door=doors[nearest.main].shown_number if nearest.main in doors else "",
        )
