from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean
from campusmap.rules.examples_issue import with_door_rows
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.safety.words import read_yes_no

SIDES: Final = {"sign_outside": "outside", "sign_inside": "inside"}  # columns of the openings table


@rule(
    id="DOR020",
    title="Door number does not stand on both sides",
    severity=Severity.WARNING,
    applies_to=Building,
    message="Door {number} has no number {sides}",
    many="{count} exterior doors lack their number on a side: {listing}",
    source=conventions.BOTH_SIDES,
    fix="Have the sign made (signs.csv lists each, with its size), and enter yes in the openings table when it is up.",
    trap="Counting the number on the frame inside as seen from outside, through the glass.",
    bad=clean() + with_door_rows(sign_inside="no"),
    good=clean(),
)
def not_on_both_sides(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Who is inside and calls reads the number on the inside."""
    doors = [door for door in exterior_doors(building.floors) if door.shown_number]
    said = {door.id: context.door_cells(door, *SIDES) for door in doors}
    blank = sum(any(read_yes_no(cell) is None for cell in cells.values()) for cells in said.values())
    if blank:
        why = f"where the number stands is not recorded of {count_of(blank, 'door')} (sign_outside, sign_inside)"
        yield not_assessed(building, why)
    for door in doors:
        missing = [SIDES[column] for column, cell in said[door.id].items() if read_yes_no(cell) is False]
        if missing:
            yield hit(door, number=door.shown_number, sides=" or ".join(missing))
