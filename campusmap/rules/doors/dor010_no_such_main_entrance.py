from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean, with_building
from campusmap.rules.exterior import is_main
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR010",
    title="Main entrance is a door that is not on the plan",
    severity=Severity.ERROR,
    applies_to=Building,
    message="The main entrance of {building} is to be door {number}, and no exterior door carries that number",
    source=citations.DOOR_ORDER,
    fix="Correct `main_entrance` in campus.toml, or number the door in the drawing or the openings table.",
    trap="Emptying `main_entrance`: the cover sheet then names no way in.",
    bad=with_building(main_entrance="9"),
    good=clean(),
)
def no_such_main_entrance(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """The main entrance is where the first car is sent."""
    doors = exterior_doors(building.floors)
    if building.main_entrance and doors and not any(is_main(door, building) for door in doors):
        yield hit(building, building=building.name or building.id, number=building.main_entrance)
