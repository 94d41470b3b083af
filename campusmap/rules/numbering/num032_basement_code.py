from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.numbering.storeys import declared_codes, find_floor_one, is_attic, is_mezzanine
from campusmap.rules import conventions
from campusmap.rules.demo import DEMO
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_floor
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule

BASEMENT: Final = """
    +-----+-----+
    | B01 | B03 |
    +--/--+--/--+
    | COR9 Hall |
    +-----------+
"""
STOREYS: Final = sketches({"main": {"B": BASEMENT, "1": DEMO}}) + with_floor(0, ordinal=-1) + with_floor(1, ordinal=0)


@rule(
    id="NUM032",
    title="Basement has a code that the scheme does not know",
    severity=Severity.ERROR,
    applies_to=Building,
    message="{floor} lies below floor 1 and has the code {code}; the scheme has {known}",
    source=conventions.BASEMENTS,
    fix="Correct the floor's `code`, or declare the codes in use as `basement_codes` in [numbering].",
    trap="Declaring a code that stands on no sign.",
    bad=STOREYS + with_floor(0, code="7"),
    good=STOREYS,
)
def basement_code(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A code that is explained nowhere sends a crew to a floor that is not there."""
    known = declared_codes(context.scheme)
    first = find_floor_one(building, context.scheme)
    for floor in building.floors:
        below = floor.ordinal < first and not is_mezzanine(floor) and not is_attic(floor)
        if below and known and floor.code and floor.code.upper() not in known:
            yield hit(floor, floor=floor.name or floor.id, code=floor.code, known=list_first(sorted(known)))
