"""Doors along a corridor that bends, in the order in which somebody meets them who walks it from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, Polygon

from campusmap.geometry.reach import Passage, Ways, find_ways
from campusmap.geometry.shortest import Each, find_each, trace

Array = NDArray[np.float64]
# A corridor has one way along it when no door is farther off that way than its width, there and back, and a step.
STEP_M: Final = 1.0  # tool default
LONG: Final = 4.0  # widths from the first door to the last; what is shorter is a hall (tool default)
RING_M2: Final = 4.0  # a hole this large is a court, not a column: two ways lead round it (tool default)
AT_M: Final = 1e-6  # what is closer is at the same place
BAY: Final = 2.0  # widths from either end, within which a corridor may widen into a bay or bar (tool default)
ACROSS: Final = 0.71  # sine of the angle between two doors' runs, above which one stands across the other's (45°)
BESIDE: Final = 0.5  # sine of the angle between a door's run and the way, below which it stands in an end wall


@dataclass(frozen=True, slots=True)
class Met:
    """A door on the way along a corridor: metres from the first, and its hand: left, right, or "" in an end wall."""

    metres: float
    hand: str


def walk_along(corridor: Polygon, doors: Sequence[LineString], start: int = 0) -> list[Met] | None:
    """Return where one meets each door of a corridor, walking from the end that is nearer to door ``start``.

    Doors are lines from jamb to jamb; metres are by the shortest way on foot inside the corridor. None where there is
    no one way along it: the corridor branches, runs in a ring, or is a hall.
    """
    if len(doors) < 2 or any(Polygon(hole).area > RING_M2 for hole in corridor.interiors):
        return None
    ways = find_ways([corridor], [Passage(door, (0,)) for door in doors], [])
    nodes = [np.flatnonzero(ways.passages == n) for n in range(len(doors))]
    each = find_each(ways, [own.tolist() for own in nodes])
    metres = np.array([each.metres[:, own].min(axis=1) for own in nodes])
    if not np.isfinite(metres).all():
        return None
    first, last = (int(n) for n in np.unravel_index(metres.argmax(), metres.shape))
    if metres[start, last] < metres[start, first]:
        first, last = last, first
    if not _is_one_way(corridor, metres[first], metres[last], float(metres[first, last])):
        return None
    hands = (_find_hand(ways, each, first, last, own, door) for own, door in zip(nodes, doors, strict=True))
    bay = BAY * 2 * corridor.area / corridor.length
    is_off = _stand_in_bays(doors, metres[first], metres[last], bay)
    return [Met(float(m), "" if off else hand) for m, off, hand in zip(metres[first], is_off, hands, strict=True)]


def _stand_in_bays(doors: Sequence[LineString], there: Array, back: Array, bay_m: float) -> NDArray[np.bool_]:
    """Return which doors stand across the others' run near an end, as in a bar of a T, whose rooms are in no row."""
    whole = float(there.max())
    is_near = (np.minimum(there, back) < bay_m) | (np.maximum(there, back) > whole - bay_m)
    runs = np.array([np.subtract(door.coords[-1][:2], door.coords[0][:2]) for door in doors])
    runs /= np.hypot(*runs.T)[:, None] + 1e-9
    middle = np.flatnonzero(~is_near)
    if not middle.size:
        return np.zeros(len(doors), dtype=bool)
    beside = middle[np.abs(there[:, None] - there[middle]).argmin(axis=1)]
    across = np.abs(runs[:, 0] * runs[beside, 1] - runs[:, 1] * runs[beside, 0])
    return np.asarray(is_near & (across > ACROSS))


def _is_one_way(corridor: Polygon, there: Array, back: Array, whole: float) -> bool:
    width = 2 * corridor.area / corridor.length
    return bool(whole >= LONG * width and (there + back - whole <= 2 * width + STEP_M).all())


def _find_hand(ways: Ways, each: Each, first: int, last: int, own: NDArray[np.int64], door: LineString) -> str:
    """Return on which hand a door is, by how one comes to it from both ends."""
    is_end = min(each.metres[goal, own].min() for goal in (first, last)) < AT_M
    least_m = STEP_M if is_end else AT_M  # with one way only to judge by, the step into the doorway says too little
    there, back = (_last_step(ways, each, goal, own, least_m) for goal in (first, last))
    ahead, ends = there - back, np.array([door.coords[0][:2], door.coords[-1][:2]])
    across = np.array([ends[0][1] - ends[1][1], ends[1][0] - ends[0][0]])
    through = across if across @ (there + back) >= 0 else -across
    length = float(np.hypot(*ahead) * np.hypot(*through))
    sine = float(ahead[0] * through[1] - ahead[1] * through[0]) / (length or 1.0)
    return "" if abs(sine) < BESIDE else "left" if sine > 0 else "right"


def _last_step(ways: Ways, each: Each, goal: int, own: NDArray[np.int64], least_m: float) -> Array:
    """Return the direction in which one comes to a door from another, a unit vector; nothing from itself.

    Steps shorter than ``least_m`` do not count.
    """
    node = int(own[each.metres[goal, own].argmin()])
    nodes = ways.xy[trace(each.next_nodes[goal], node)]
    step = next((step for step in nodes[:1] - nodes[1:] if np.hypot(*step) > least_m), np.zeros(2))
    return np.asarray(step / (np.hypot(*step) or 1.0))
