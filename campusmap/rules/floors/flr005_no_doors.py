from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence
from campusmap.rules.examples import clean, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="FLR005",
    title="No door was found on a floor",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="{floor} has {count} rooms, and no door was found in {file}",
    source=citations.TOOL_FACT,
    fix="Check which layer the doors are on with `campusmap inspect`, and name it under [layers] as door.",
    trap="Opening gaps in the walls by hand.",
    bad=with_floor(openings=()),
    good=clean(),
)
def no_doors(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A floor of sealed rooms was not read rightly, and no route leads through it."""
    if len(floor.spaces) > 1 and not any(opening.kind in DOOR_KINDS for opening in floor.openings):
        yield hit(floor, floor=floor.name or floor.id, count=len(floor.spaces), file=floor.plan_file or "the drawing")
