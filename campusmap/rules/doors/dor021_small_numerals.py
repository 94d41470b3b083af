from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.numbering.sign_size import list_driven, numeral_size, viewed_from_ft
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean
from campusmap.rules.examples_issue import with_door_rows
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule
from campusmap.safety.door_rows import read_numeral_in

LEAST_IN: Final = 4.0  # IFC 505 and NFPA 1, 10.11.1, for address numerals (read through another source)


@rule(
    id="DOR021",
    title="Numerals at a door are too small to be read from the drive",
    severity=Severity.NOTE,
    applies_to=Building,
    message="The numerals of door {number} are {inches:g} in high; {needed:g} in are read {place}",
    many="{count} exterior doors have numerals that are too small: {listing}",
    source=conventions.NUMERALS,
    fix="Order larger numerals; signs.csv says how high for each door.",
    trap="Measuring the plate instead of the numeral.",
    bad=clean() + with_door_rows(numeral_in="2"),
    good=clean(),
)
def small_numerals(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A number that is read only from the step sends a crew from door to door."""
    grounds, blank = list_driven(context.campus.areas), 0
    for door in exterior_doors(building.floors):
        inches = read_numeral_in(context.door_cells(door, "numeral_in")["numeral_in"])
        feet = viewed_from_ft(door, context.floor_of(door), grounds)
        needed = LEAST_IN if feet is None else numeral_size(feet)
        blank += inches is None and bool(door.shown_number)
        if inches is not None and inches < needed:
            place = "at any door" if feet is None else f"from the drive, {feet:.0f} ft off"
            yield hit(door, number=door.shown_number, inches=inches, needed=needed, place=place)
    if blank:
        yield not_assessed(
            building, f"the height of the numerals is not recorded of {count_of(blank, 'door')} (numeral_in)"
        )
