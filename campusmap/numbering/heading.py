"""Which end of a corridor comes first for somebody who enters at the main entrance."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from shapely import LineString, Point

from campusmap.geometry.reach import Passage, find_ways
from campusmap.geometry.shortest import find_nearest
from campusmap.model.places import Floor, Opening, Space

# How much farther one end is than the other, as a share of the way between them, for a first and a last end to be told
# apart; less, and one comes in near the middle (tool default).
CLEAR: Final = 1 / 3
AT_M: Final = 0.01  # a door this close to the entrance is it; points are rounded to the millimetre

Measure = Callable[[LineString], float]


def measure_from(floor: Floor, ways: Sequence[Space], ends: Sequence[LineString], entrance: Point) -> Measure:
    """Return what tells how far a door is from the main entrance, metres.

    On the entrance's floor that is the way on foot through corridors, as far as they lead to all of ``ends``; on others
    the distance in plan, so that floors are numbered alike over one another.
    """
    doors = [door for door in floor.openings if door.exterior and door.line.centroid.distance(entrance) < AT_M]
    on_foot = _walk(ways, floor.openings, doors[0].line, ends) if doors else {}
    if len(on_foot) == len(set(ends)):
        return on_foot.__getitem__
    return lambda line: float(line.distance(entrance))


def _walk(
    ways: Sequence[Space], openings: Sequence[Opening], start: LineString, ends: Sequence[LineString]
) -> Mapping[LineString, float]:
    """Return how far it is on foot to the doors that can be walked to through corridors alone."""
    index = {way.id: n for n, way in enumerate(ways)}
    joints = [Passage(o.line, _sides(o, index)) for o in openings if len(_sides(o, index)) == 2]
    beside = [o for o in openings if o.line in {start, *ends} and len(_sides(o, index)) == 1]
    passages = [*joints, *(Passage(o.line, _sides(o, index)) for o in beside)]
    found = find_ways([way.outline for way in ways], passages, [])
    nodes = {passage.line: np.flatnonzero(found.passages == n).tolist() for n, passage in enumerate(passages)}
    metres = find_nearest(found, nodes.get(start, [])).metres
    far = {line: min((float(metres[node]) for node in nodes.get(line, [])), default=math.inf) for line in ends}
    return {line: value for line, value in far.items() if math.isfinite(value)}


def _sides(opening: Opening, index: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted({index[side] for side in opening.joins if side in index}))


def find_lead(first: LineString, last: LineString, between_m: float, measure: Measure) -> int:
    """Return 1 where the first of two doors of a corridor is the nearer to the entrance, -1 the last, 0 for neither."""
    lead = measure(last) - measure(first)
    return 0 if abs(lead) < CLEAR * between_m or not between_m else (1 if lead > 0 else -1)
