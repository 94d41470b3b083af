from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean, with_building
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="BLD007",
    title="Main entrance of a building is not named",
    severity=Severity.NOTE,
    applies_to=Building,
    message="campus.toml does not say which door of {building} is its main entrance",
    source=citations.DOOR_ORDER,
    fix="Set `main_entrance` of the building to an exterior door's number.",
    trap="Naming door 1 without looking where it is.",
    bad=with_building(main_entrance=""),
    good=clean(),
)
def building_entrance_not_named(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Without it the order of the doors has no start and the sides have no Alpha."""
    doors = exterior_doors(building.floors)
    if len(doors) > 1 and not building.main_entrance:
        yield hit(building, building=building.name or building.id)
