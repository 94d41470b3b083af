from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean
from campusmap.rules.rule import Change, Hit, Skip, hit, rule


def _forget(given: Evidence) -> Evidence:
    return replace(given, analysis=replace(given.analysis, orientations=()))


@rule(
    id="SID002",
    title="Building has no side A",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{building} has no side A: campus.toml names neither side_a nor a main entrance that is drawn",
    many="{count} buildings have no side A: {listing}",
    source=citations.SIDES,
    fix="Set `side_a` of the building, or its `main_entrance` to an exterior door's number.",
    trap="Naming the side that is drawn at the foot of the page.",
    bad=Change("(side A is not known)", (_forget,)),
    good=clean(),
)
def no_side_a(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Without side A nobody can be told which side of the building a door is on."""
    known = {orientation.building for orientation in context.analysis.orientations}
    placed = tuple(floor for floor in building.floors if floor.frame.placed)
    if context.is_placed and building.id not in known and exterior_doors(placed):
        yield hit(building, building=building.name or building.id)
