from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.numbering.storeys import is_attic, is_mezzanine
from campusmap.rules import conventions
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_floor
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule

GALLERY: Final = """
    +-----+-----+
    | M01 | M03 |
    +--/--+--/--+
    | COR9 Hall |
    +-----------+
"""


@rule(
    id="NUM033",
    title="Mezzanine or attic has a code that the scheme does not know",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor} has the code {code}; the scheme has {known}",
    source=conventions.BASEMENTS,
    fix="Correct the floor's `code`, or declare it as one of `mezzanine_codes` or `attic_codes` in [numbering].",
    trap="Counting the mezzanine as a floor: all floors above it would change their numbers.",
    bad=sketches(TWO_FLOORS) + with_floor(1, name="Mezzanine"),
    good=sketches({"main": {"1": TWO_FLOORS["main"]["1"], "M": GALLERY}}) + with_floor(1, name="Mezzanine"),
)
def mezzanine_code(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A gallery that is numbered as floor 2 is looked for a storey too high."""
    scheme = context.scheme
    known = scheme.attic_codes if is_attic(floor) else scheme.mezzanine_codes if is_mezzanine(floor) else ()
    if known and floor.code and floor.code.upper() not in known:
        yield hit(floor, floor=floor.name, code=floor.code, known=list_first(known))
