from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.numbering.order import rank_correlation, rank_numbers, rooms_on
from campusmap.rules import citations
from campusmap.rules.evidence import NO_ONE_WAY, Evidence, describe, numbered_rooms
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule

# IU and VCU want numbers to rise along the corridor; how nearly is a tool default.
MIN_ROOMS: Final = 5
LEAST_CORRELATION: Final = 0.9


@rule(
    id="NUM007",
    title="Room numbers do not run in order along the corridor",
    severity=Severity.WARNING,
    applies_to=Space,
    message="Along {corridor} the rooms of one side run {numbers}",
    source=citations.ALONG_CORRIDOR,
    fix="Look at the signs; where they run so, plan a renumbering, and until then say the exterior door with the room.",
    trap="Sorting the numbers in the drawing only: the map would then lie about the walls.",
    bad="""
            +-----+-----+-----+-----+-----+
            | 101 | 109 | 103 | 107 | 105 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------------------------+
    """,
    good="""
            +-----+-----+-----+-----+-----+
            | 101 | 103 | 105 | 107 | 109 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------------------------+
    """,
)
def unordered_along_corridor(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever passes 101 and 103 runs on to find 105."""
    if space.use is not Use.CORRIDOR or not context.scheme.rises_along_corridor:
        return
    floor = context.floor_of(space)
    sides = context.rooms_along(space)
    if sides is None and len(rooms_on(space, numbered_rooms(floor), floor.openings)) >= MIN_ROOMS:
        yield not_assessed(space, NO_ONE_WAY)
    for side in sides or ():
        parts = [(room, context.read_number(room)) for room in side]
        places = rank_numbers([part for _, part in parts if part is not None])
        if len(places) >= MIN_ROOMS and abs(rank_correlation(places)) < LEAST_CORRELATION:
            numbers = ", ".join(room.shown_number for room, part in parts if part is not None)
            yield hit(space, corridor=describe(space), numbers=numbers)
