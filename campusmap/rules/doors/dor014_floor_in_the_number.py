from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.numbering.grammar import door_serial
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.exterior import all_doors
from campusmap.rules.rule import Hit, Skip, hit, rule

LEAST: Final = 100  # a campus with fewer doors than this needs no number so high (tool default)


@rule(
    id="DOR014",
    title="Exterior door number seems to hold a floor",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="Door {number} of {building}: the campus has {count} exterior doors, and a door's number says no floor",
    many="{count} exterior door numbers seem to hold a floor: {listing}",
    source=conventions.PLAIN_DOORS,
    fix="Number exterior doors 1, 2, 3 ... round the building, whatever floor they open on.",
    trap="Giving the door the number of the room behind it.",
    bad="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (102)
            +-----------+
    """,
    good="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (2)
            +-----------+
    """,
)
def floor_in_the_number(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """On a slope every floor may be the ground floor; round the building the numbers are one row."""
    doors = all_doors(campus)
    for building, door in doors:
        serial = door_serial(door.shown_number)
        if serial is not None and serial[0] >= LEAST > len(doors):
            yield hit(door, number=door.shown_number, building=building.name or building.id, count=len(doors))
