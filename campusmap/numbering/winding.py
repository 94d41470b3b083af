"""Doors along a corridor that bends, in the order in which somebody meets them who walks it from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, Polygon

from campusmap.geometry.reach import Passage, Ways, find_ways
from campusmap.geometry.shortest import Each, find_each_by_hand, trace

Array = NDArray[np.float64]
# A corridor has one way along it when no door is farther off that way than its width, there and back, and a step.
STEP_M: Final = 1.0  # tool default
LONG: Final = 4.0  # widths from the first door to the last; what is shorter is a hall (tool default)
RING_M2: Final = 4.0  # a hole this large is a court, not a column: two ways lead round it (tool default)
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
    each = find_each_by_hand(ways, [own.tolist() for own in nodes])
    metres = np.array([each.metres[:, own].min(axis=1) for own in nodes])
    if not np.isfinite(metres).all():
        return None
    first, last = (int(n) for n in np.unravel_index(metres.argmax(), metres.shape))
    if metres[start, last] < metres[start, first]:
        first, last = last, first
    if not _is_one_way(corridor, metres[first], metres[last], float(metres[first, last])):
        return None
    hands = (_find_hand(ways, each, first, last, own, door) for own, door in zip(nodes, doors, strict=True))
    return [Met(float(far), hand) for far, hand in zip(metres[first], hands, strict=True)]


def _is_one_way(corridor: Polygon, there: Array, back: Array, whole: float) -> bool:
    width = 2 * corridor.area / corridor.length
    return bool(whole >= LONG * width and (there + back - whole <= 2 * width + STEP_M).all())


def _find_hand(ways: Ways, each: Each, first: int, last: int, own: NDArray[np.int64], door: LineString) -> str:
    """Return on which hand a door is, by how one comes to it from both ends."""
    there, back = (_last_step(ways, each, goal, own) for goal in (first, last))
    ahead, ends = there - back, np.array([door.coords[0][:2], door.coords[-1][:2]])
    across = np.array([ends[0][1] - ends[1][1], ends[1][0] - ends[0][0]])
    through = across if across @ (there + back) >= 0 else -across
    length = float(np.hypot(*ahead) * np.hypot(*through))
    sine = float(ahead[0] * through[1] - ahead[1] * through[0]) / (length or 1.0)
    return "" if abs(sine) < BESIDE else "left" if sine > 0 else "right"


def _last_step(ways: Ways, each: Each, goal: int, own: NDArray[np.int64]) -> Array:
    """Return the direction in which one comes to a door from another, a unit vector; nothing from itself."""
    node = int(own[each.metres[goal, own].argmin()])
    steps = (ways.xy[node] - ways.xy[n] for n in trace(each.next_nodes[goal], node)[1:])
    step = next((step for step in steps if np.hypot(*step) > 1e-6), np.zeros(2))
    return np.asarray(step / (np.hypot(*step) or 1.0))
