from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building
from campusmap.rules import conventions
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_floor, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM034",
    title="Which floor counts as 1 is not declared",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{building} has {count} floors, and nothing says which of them counts as 1",
    source=conventions.FLOOR_ONE,
    fix="Set `floor_one` in [numbering], or the `code` of every floor in campus.toml.",
    trap="Taking the lowest floor for 1 because it is so in the next school.",
    bad=sketches(TWO_FLOORS) + with_floor(1, code="") + with_project(numbering=Numbering(preset="")),
    good=sketches(TWO_FLOORS) + with_project(numbering=Numbering(preset="")),
)
def floor_one_not_declared(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Floor 2 is one stair up at one school and two at another."""
    silent = not context.scheme.floor_one and not all(floor.code for floor in building.floors)
    if silent and len(building.floors) > 1:
        yield hit(building, building=building.name or building.id, count=len(building.floors))
