from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.model.project import MainEntrance
from campusmap.numbering.grammar import door_serial
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean, sketch, with_building, with_campus_entry
from campusmap.rules.exterior import is_main, numbered_as_one
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR004",
    title="Main entrance is not door 1",
    severity=Severity.WARNING,
    applies_to=Building,
    message="The main entrance of {building} is door {number}",
    source=citations.DOOR_ORDER,
    fix="Start the door numbers at the main entrance when the doors are next re-signed.",
    trap="Naming another door the main entrance because it happens to be number 1.",
    bad=sketch(
        """
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (2) D COR1 Hall |
            +-----------+
    """
    )
    + with_building(main_entrance="2")
    + with_campus_entry(main_entrance=MainEntrance("main", "2")),
    good=clean(),
)
def main_entrance_not_one(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Mutual aid takes door 1 for the front door."""
    serial = door_serial(building.main_entrance)
    main = context.project.campus.main_entrance
    if context.scheme.door_scope == "campus" and (main is None or main.building != building.id):
        return
    joined = numbered_as_one(building, context.campus)[1:]
    starts = {door_serial(other.main_entrance) for other in joined}  # the run starts in the building next door
    if serial is not None and serial[0] != 1 and (1, "") not in starts:
        door = next((door for door in exterior_doors(building.floors) if is_main(door, building)), None)
        yield hit(door or building, building=building.name or building.id, number=building.main_entrance)
