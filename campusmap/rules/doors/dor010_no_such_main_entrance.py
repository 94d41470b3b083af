from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Opening
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean, with_building
from campusmap.rules.exterior import fold_door, is_main
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR010",
    title="Main entrance is a door that is not on the plan",
    severity=Severity.ERROR,
    applies_to=Building,
    message="The main entrance of {building} is to be door {number}, and {why}",
    source=citations.DOOR_ORDER,
    fix="Correct `main_entrance` in campus.toml, or number the door in the drawing or the openings table.",
    trap="Emptying `main_entrance`: the cover sheet then names no way in.",
    bad=with_building(main_entrance="9"),
    good=clean(),
)
def no_such_main_entrance(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """The main entrance is where the first car is sent."""
    doors, entrance = exterior_doors(building.floors), context.project.campus.main_entrance
    of_campus = entrance.door if entrance is not None and entrance.building == building.id else ""
    own, name = building.main_entrance, building.name or building.id
    if own and doors and not any(is_main(door, building) for door in doors):
        yield hit(building, building=name, number=own, why="no exterior door carries that number")
    found = [door for door in doors if _carried(door, of_campus)]
    if of_campus and doors and not found and of_campus != own:
        yield hit(building, building=name, number=of_campus, why="no exterior door carries that number")
    elif found and own and any(is_main(door, building) for door in doors if door not in found):
        why = f"main_entrance of the building itself, which counts, is door {own}"
        yield hit(building, building=name, number=of_campus, why=why)


def _carried(door: Opening, number: str) -> bool:
    """Tell whether a number is a door's, or was before the door was renumbered."""
    names = (door.shown_number, door.number, door.former_number)
    return bool(number) and fold_door(number) in [fold_door(name) for name in names if name]
