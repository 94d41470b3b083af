from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="FLR004",
    title="Floor has no drawing",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor} of {building} has no drawing",
    source=citations.EVERY_FLOOR,
    fix="Name its drawing as `plan` in campus.toml; it stays in the list of floors, without a plan, until then.",
    trap="Taking the floor out of campus.toml.",
    codes=("floor.no_plan",),
    bad=with_floor(plan_file=""),
    good=clean(),
)
def no_drawing(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Crews must know that there is a floor that they have no plan of."""
    if not floor.plan_file:
        yield hit(floor, floor=floor.name or floor.id, building=context.building_of(floor).name)
