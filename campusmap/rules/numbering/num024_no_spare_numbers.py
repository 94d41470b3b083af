from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Space, Use
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import sketch, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule

MIN_ROOMS: Final = 5  # on a side (tool default)


@rule(
    id="NUM024",
    title="No numbers are left free along a corridor",
    severity=Severity.NOTE,
    applies_to=Space,
    message="One side of {corridor} uses every number from {first} to {last}",
    source=conventions.SPARE,
    fix="Leave numbers free when the corridor is next renumbered; a room that is divided takes a letter until then.",
    trap="Renumbering rooms that are posted for this alone.",
    bad=sketch("""
            +-----+-----+-----+-----+-----+
            | 101 | 102 | 103 | 104 | 105 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------------------------+
    """)
    + with_project(numbering=Numbering(spare=1)),
    good=sketch("""
            +-----+-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 | 109 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------------------------+
    """)
    + with_project(numbering=Numbering(spare=1)),
)
def no_spare_numbers(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Rooms are divided sooner or later, and the new room needs a number that fits its neighbours'."""
    if space.use is not Use.CORRIDOR or not context.scheme.spare:
        return
    step = 2 if context.scheme.odd_even_sides else 1
    for side in context.rooms_along(space) or ():
        read = sorted((parts.serial, room.shown_number) for room in side if (parts := context.read_number(room)))
        serials = {serial for serial, _ in read}
        if len(serials) >= MIN_ROOMS and max(serials) - min(serials) <= step * (len(serials) - 1):
            yield hit(space, corridor=describe(space), first=read[0][1], last=read[-1][1])
