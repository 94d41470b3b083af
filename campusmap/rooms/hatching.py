"""Hatching that was taken to pieces: thousands of short parallel strokes, close together, on the layer of the walls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from campusmap.geometry.lines import Bools, Floats, Ints
from campusmap.model.plan import Stroke

_MANY: Final = 2_000  # such strokes in one direction; no floor has as many loose pieces of wall; tool default
_CLOSE: Final = 30  # of them in three metres square; the treads of two flights are 20; tool default
_LONG_M: Final = 3.0  # a stroke is shorter than this; tool default
_TURN_DEG: Final = 0.25  # what is within it is one direction
_TOUCH_M: Final = 0.01


def find_hatching(strokes: Sequence[Stroke]) -> frozenset[int]:
    """Return the rows of strokes (metres) that are hatching: short, in thousands, side by side, joined to no other.

    A piece of wall meets others at its ends, or stands alone; a stroke of hatching lies among strokes like it.
    """
    rows = np.array([k for k, s in enumerate(strokes) if len(s.points) == 2 and not s.filled], dtype=np.int64)
    if len(rows) < _MANY:
        return frozenset()
    ends = np.array([strokes[k].points for k in rows.tolist()], dtype=np.float64)
    run = ends[:, 1] - ends[:, 0]
    turn = np.rint(np.degrees(np.arctan2(run[:, 1], run[:, 0])) % 180.0 / _TURN_DEG).astype(np.int64)
    turn %= round(180.0 / _TURN_DEG)
    asked = np.flatnonzero((np.hypot(*run.T) < _LONG_M) & _end_alone(strokes, ends, turn))
    asked = asked[_lie_close(ends[asked].mean(axis=1), turn[asked])]
    many = np.bincount(turn[asked], minlength=1) >= _MANY
    return frozenset(rows[asked[many[turn[asked]]]].tolist())


def _end_alone(strokes: Sequence[Stroke], ends: Floats, turn: Ints) -> Bools:
    """Mark the strokes with two points that meet no stroke of another direction at either end."""
    others = [point for s in strokes if len(s.points) != 2 or s.filled for point in s.points]
    points = np.concatenate([ends.reshape(-1, 2), np.array(others, dtype=np.float64).reshape(-1, 2)])
    cells = np.rint(points / _TOUCH_M).astype(np.int64)
    turns = np.concatenate([np.repeat(turn, 2), np.full(len(others), -1)])
    place = np.unique(cells, axis=0, return_inverse=True)[1].reshape(-1)
    low = np.full(place.max() + 1, turns.max())
    high = np.full(place.max() + 1, -1)
    np.minimum.at(low, place, turns)
    np.maximum.at(high, place, turns)
    alone: Bools = (low == high)[place[: 2 * len(ends)]].reshape(-1, 2).all(axis=1)
    return alone


def _lie_close(middles: Floats, turn: Ints) -> Bools:
    """Mark the strokes that have many of their direction in the square metre round their middle and the next ones."""
    if not len(middles):
        return np.zeros(0, dtype=bool)
    cells = np.floor(middles).astype(np.int64)
    cells -= cells.min(axis=0) - 1
    wide = int(cells[:, 1].max()) + 2
    deep = (int(cells[:, 0].max()) + 2) * wide
    key = turn * deep + cells[:, 0] * wide + cells[:, 1]
    found, count = np.unique(key, return_counts=True)
    near = np.zeros(len(key), dtype=np.int64)
    for step in (dx * wide + dy for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        at = np.minimum(np.searchsorted(found, key + step), len(found) - 1)
        near += np.where(found[at] == key + step, count[at], 0)
    return near >= _CLOSE
