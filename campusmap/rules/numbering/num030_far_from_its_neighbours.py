from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.rules import conventions
from campusmap.rules.evidence import Evidence
from campusmap.rules.rule import Hit, Skip, hit, rule

FAR: Final = 20  # serial numbers from both neighbours (tool default)


@rule(
    id="NUM030",
    title="Room number does not fit its neighbours'",
    severity=Severity.WARNING,
    applies_to=Space,
    message="{number} lies between {before} and {after}",
    many="{count} room numbers do not fit their neighbours': {listing}",
    source=conventions.RENOVATION,
    fix="Check the sign; a room that was added takes its neighbour's number and a letter when it is next re-signed.",
    trap="Taking it for a typing error without going to look: added rooms are often numbered so.",
    bad="""
            +-----+-----+-----+-----+
            | 101 | 103 | 155 | 107 |
            +--/--+--/--+--/--+--/--+
        (1) D COR1 Hall             |
            +-----------------------+
    """,
    good="""
            +-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 |
            +--/--+--/--+--/--+--/--+
        (1) D COR1 Hall             |
            +-----------------------+
    """,
)
def far_from_its_neighbours(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """A number out of its row is passed without being seen."""
    if space.use is not Use.CORRIDOR or not context.scheme.rises_along_corridor:
        return
    for side in context.rooms_along(space) or ():
        row = [(room, parts.serial) for room in side if (parts := context.read_number(room))]
        for (first, low), (room, serial), (last, high) in zip(row, row[1:], row[2:], strict=False):
            if min(abs(serial - low), abs(serial - high)) > FAR >= abs(high - low):
                yield hit(room, number=room.shown_number, before=first.shown_number, after=last.shown_number)
