from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Space, Use
from campusmap.numbering.grammar import NumberParts
from campusmap.numbering.order import rank_correlation, rank_numbers, ring_correlation, rooms_on, runs_in_ring
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
    """Whoever passes 101 and 103 runs on to find 105. Round a ring either way will do, and any place to begin."""
    if space.use is not Use.CORRIDOR or not context.scheme.rises_along_corridor:
        return
    floor = context.floor_of(space)
    sides = context.rooms_along(space)
    if sides is None and len(rooms_on(space, numbered_rooms(floor), floor.openings)) >= MIN_ROOMS:
        yield not_assessed(space, NO_ONE_WAY)
    measure = ring_correlation if runs_in_ring(space) else rank_correlation
    for side in sides or ():
        for wing in _part_wings(side, context):
            places = rank_numbers([parts for _, parts in wing])
            if len(places) >= MIN_ROOMS and abs(measure(places)) < LEAST_CORRELATION:
                numbers = ", ".join(room.shown_number for room, _ in wing)
                yield hit(space, corridor=describe(space), numbers=numbers)


def _part_wings(side: Sequence[Space], context: Evidence) -> Iterator[list[tuple[Space, NumberParts]]]:
    """Part a side's numbers by the letters before them: those of one wing are in no order with another's."""
    wings: dict[str, list[tuple[Space, NumberParts]]] = defaultdict(list)
    for room in side:
        parts = context.read_number(room)
        if parts is not None:
            wings[parts.prefix].append((room, parts))
    yield from wings.values()
