from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="FLR003",
    title="No room was found on a floor",
    severity=Severity.ERROR,
    applies_to=Floor,
    message="No room was found in {file}, the drawing of {floor}",
    source=citations.EVERY_FLOOR,
    fix="Run `campusmap inspect` on the drawing: it lists the layers, what each is taken for, and what was not used.",
    trap="Leaving the floor out.",
    bad=with_floor(spaces=(), openings=()),
    good=clean(),
)
def no_rooms(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """An empty sheet looks as if there were nothing there; no plan, and no tracing, are reported as that."""
    told = {"dxf.no_plan", "trace.no_rooms"} & context.codes_of(floor)
    if floor.plan_file and not floor.spaces and not told and not floor.frame.on_picture:
        yield hit(floor, floor=floor.name or floor.id, file=floor.plan_file)
