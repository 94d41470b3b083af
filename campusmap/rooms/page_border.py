"""The border of the sheet, where it is drawn on the layer of the walls."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from shapely import LineString

from campusmap.geometry.lines import Floats, Shapes, link_pairs, make_points
from campusmap.model.plan import Stroke
from campusmap.rooms.swings import strokes_to_lines

_RIGHT: Final = 0.98  # of a rectangle's box is filled by what a border runs round
_WITHIN: Final = 0.9  # of all other strokes lie inside a border; tool default
_WALL_M: Final = 0.65  # what bounds a building has a second face or windows this near; tool default
_ALONE: Final = 0.2  # of a border's length has something beside it; a title block's lines end on it; tool default
_SPACING: Final = 60  # probes along each side
_SIDES: Final = 2  # a title block stands at one side of the border or at two
_LEAST: Final = 40  # strokes on a sheet; fewer may be a single room
_TOUCH_M: Final = 0.02


def find_borders(strokes: Sequence[Stroke]) -> frozenset[int]:
    """Return the rows of the rectangles (metres) that run round all else, with nothing beside two sides or more.

    The outline of a building has walls, windows or partitions on every side, and its plan hangs on it.
    """
    if len(strokes) < _LEAST:
        return frozenset()
    rings = [k for k, stroke in enumerate(strokes) if _is_rectangle(stroke)]
    if not rings:
        return frozenset()
    found: set[int] = set()
    lines: Shapes = np.array(strokes_to_lines(strokes), dtype=object)
    bounds = shapely.bounds(lines)
    for k in sorted(rings, key=lambda k: -float(shapely.box(*bounds[k]).area)):
        rest = np.array([i for i in range(len(strokes)) if i != k and i not in found], dtype=np.int64)
        x0, y0, x1, y1 = bounds[k]
        low, high = bounds[rest, :2] >= (x0 - 1e-6, y0 - 1e-6), bounds[rest, 2:] <= (x1 + 1e-6, y1 + 1e-6)
        if np.mean((low & high).all(axis=1)) < _WITHIN or not _stands_alone(strokes[k], lines[rest]):
            break
        if _holds_the_plan(lines[k], lines[rest]):
            break
        found.add(k)
    return frozenset(found)


def _is_rectangle(stroke: Stroke) -> bool:
    ring = stroke.path
    if len(ring) != 5 or ring[0] != ring[-1] or stroke.filled:
        return False
    shape = shapely.Polygon(ring)
    return bool(shape.area > _RIGHT * shape.envelope.area > 0.0)


def _stands_alone(stroke: Stroke, others: Shapes) -> bool:
    """Tell whether next to nothing runs beside or ends on at least two sides of a rectangle."""
    corners: Floats = np.array(stroke.path, dtype=np.float64)
    share = (np.arange(_SPACING) + 0.5) / _SPACING
    tree = shapely.STRtree(others)
    free = 0
    for a, b in pairwise(corners):
        probes = make_points(a + share[:, None] * (b - a))
        beside = np.unique(tree.query(probes, predicate="dwithin", distance=_WALL_M)[0])
        free += len(beside) <= _ALONE * _SPACING
    return free >= _SIDES


def _holds_the_plan(border: LineString, others: Shapes) -> bool:
    """Tell whether more is drawn that hangs together with a rectangle than in any thing apart from it."""
    lines: Shapes = np.array([*others.tolist(), border], dtype=object)
    pairs = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=_TOUCH_M).T
    total, thing = link_pairs(len(lines), pairs)
    long = np.bincount(thing, shapely.length(lines), minlength=total)
    own = int(thing[-1])
    return bool(long[own] - border.length >= np.delete(long, own).max(initial=0.0))
