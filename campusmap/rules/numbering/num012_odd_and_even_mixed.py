from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Space, Use
from campusmap.numbering.order import rooms_on
from campusmap.rules import citations
from campusmap.rules.evidence import NO_ONE_WAY, Evidence, describe, numbered_rooms
from campusmap.rules.examples import sketch, with_project
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule

MIN_ROOMS: Final = 3  # on a side
SHARE: Final = 0.9  # IU and VCU put odd numbers on one side; nine in ten is a tool default


@rule(
    id="NUM012",
    title="Odd and even room numbers are mixed on one side of a corridor",
    severity=Severity.WARNING,
    applies_to=Space,
    message="One side of {corridor} mixes odd and even numbers: {numbers}",
    source=citations.ALONG_CORRIDOR,
    fix="Check the signs; renumber, or choose another preset in [numbering] if the school numbers otherwise.",
    trap="Choosing another preset to silence the finding in a building that does follow odd and even.",
    bad=sketch("""
            +-----+-----+-----+-----+
            | 101 | 102 | 103 | 104 |
            +--/--+--/--+--/--+--/--+
        (1) D COR1 Hall             |
            +-----------------------+
    """)
    + with_project(numbering=Numbering(preset="odd-even-corridor")),
    good=sketch("""
            +-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 |
            +--/--+--/--+--/--+--/--+
        (1) D COR1 Hall             |
            +-----------------------+
    """)
    + with_project(numbering=Numbering(preset="odd-even-corridor")),
)
def odd_and_even_mixed(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Who knows the scheme looks on one side only."""
    if space.use is not Use.CORRIDOR or not context.scheme.odd_even_sides:
        return
    floor = context.floor_of(space)
    sides = context.rooms_along(space)
    if sides is None and len(rooms_on(space, numbered_rooms(floor), floor.openings)) >= MIN_ROOMS:
        yield not_assessed(space, NO_ONE_WAY)
    for side in sides or ():
        parts = [part for part in map(context.read_number, side) if part is not None]
        odd = sum(part.serial % 2 for part in parts)
        if len(parts) >= MIN_ROOMS and max(odd, len(parts) - odd) < SHARE * len(parts):
            yield hit(space, corridor=describe(space), numbers=", ".join(room.shown_number for room in side))
