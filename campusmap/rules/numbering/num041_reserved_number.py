from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building
from campusmap.numbering.grammar import fold_number
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, exterior_doors, numbered_rooms
from campusmap.rules.examples import with_project
from campusmap.rules.exterior import fold_door
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM041",
    title="Number that is kept free is in use",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{number} is on the list of numbers kept free, and {what} carries it",
    many="{count} numbers that are kept free are in use: {listing}",
    source=conventions.SPARE,
    fix="Take the number off `reserved` in [numbering], or correct the sign.",
    trap="Leaving it on the list: the next proposal would pass it over, and a gap would not be told.",
    bad=with_project(numbering=Numbering(reserved=("103",))),
    good=with_project(numbering=Numbering(reserved=("117",))),
)
def reserved_number(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A number that is said to be free is given out again."""
    kept = {fold_number(number) for number in context.scheme.reserved}
    doors = {fold_door(number) for number in context.scheme.reserved}
    for room in (room for floor in building.floors for room in numbered_rooms(floor)):
        if fold_number(room.shown_number) in kept:
            yield hit(room, number=room.shown_number, what="a room")
    for door in exterior_doors(building.floors):
        if door.shown_number and fold_door(door.shown_number) in doors:
            yield hit(door, number=door.shown_number, what="an exterior door")
