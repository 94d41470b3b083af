from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.model.walking import KeyBox
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_walking
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.units import say_length


@rule(
    id="RCH010",
    title="Key box is not at the main entrance",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{building}: the nearest key box is {length} on foot from the main entrance, door {door}",
    source=citations.KEY_BOX_SITE,
    fix="Check where it hangs; tell crews which door it is at, or hang one at the right of the main entrance.",
    trap="Moving the symbol instead of the box.",
    bad=clean() + with_walking(key_boxes=(KeyBox("m-key_box-main/1", "main", "", 0.5, "main/1/d-8-12", 36.0),)),
    good=clean() + with_walking(key_boxes=(KeyBox("m-key_box-main/1", "main", "", 0.5, "main/1/d-8-12", 0.5),)),
)
def main_entrance_without_key_box(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """The first crew goes to the front door and looks for the box there."""
    doors = {opening.id: opening for floor in building.floors for opening in floor.openings}
    boxes = [box for box in context.analysis.walking.key_boxes if box.building == building.id and box.main in doors]
    known = [(box.main_m, box.main) for box in boxes if box.main_m is not None]
    if boxes and not known:
        yield not_assessed(building, "no way outdoors is drawn from a key box to the main entrance")
    elif known and min(known)[0] > context.project.reach.key_box_m:
        metres, main = min(known)
        yield hit(
            building, building=building.name or building.id, length=say_length(metres), door=doors[main].shown_number
        )
