from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.demo import TWO_BUILDINGS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, sketches, with_building
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="BLD005",
    title="Building has no floor",
    severity=Severity.WARNING,
    applies_to=Building,
    message="No floor of {building} is given, so nobody can see what is inside",
    source=citations.EVERY_FLOOR,
    fix="Add its floors with their drawings to campus.toml; a portable or a shed is a building too.",
    trap="Taking the building off the map because there is no drawing of it.",
    bad=sketches(TWO_BUILDINGS) + with_building(1, floors=()) + with_building(1, main_entrance=""),
    good=clean(),
)
def no_plan(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Every building that people are in is searched room by room."""
    if not building.floors:
        yield hit(building, building=building.name or building.id)
