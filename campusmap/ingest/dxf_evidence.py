"""Measure what a layer's strokes look like: walls with two faces, things that stand about, walls that doors hang on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from campusmap.geometry.facing import probe_faces
from campusmap.geometry.lines import link_pairs, segment_lengths, segments_to_lines
from campusmap.geometry.swing import is_leaf_swing
from campusmap.model.plan import Stroke

Array = NDArray[np.float64]

WALL_M: Final = (0.06, 0.5)  # from one face of a wall to the other (tool default)
_CURVES: Final = frozenset({"ARC", "CIRCLE", "ELLIPSE", "SPLINE", "DIMENSION"})
_MANY: Final = 4000  # more segments are grouped by the ends they share alone
_TOUCH_M: Final = 0.03  # strokes of one thing touch
_THING_M: Final = 4.0  # furniture, fixtures and symbols are no longer, corner to corner (tool default)
_HANG_M: Final = 0.15  # a door's hinge or its shut leaf's end lies this near the wall it hangs in


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a layer's strokes look like, in metres and shares of their length or of all door swings."""

    length_m: float
    two_faced: float  # has a parallel stroke a wall's thickness away, on one side only
    small: float  # belongs to things no longer than a desk, a car or a toilet
    hung: float  # share of the drawing's doors that hang on the layer


def measure_layer(strokes: Sequence[Stroke], doors: Array, metres: float) -> Evidence:
    """Measure the strokes of one layer; ``doors`` (k, 2, 2) are hinges and tips, ``metres`` a drawing unit's length."""
    segments = strokes_to_segments(strokes) * metres
    length = segment_lengths(segments)
    segments, length = segments[length > 1e-6], length[length > 1e-6]
    if not len(segments):
        return Evidence(0.0, 0.0, 0.0, 0.0)
    total = float(length.sum())
    return Evidence(total, two_faced(segments), small_share(segments, length), hung_share(segments, doors * metres))


def strokes_to_segments(strokes: Sequence[Stroke], fills: bool = False) -> Array:
    """Return all straight segments (n, 2, 2), without curves, and without the borders of fills unless asked for."""
    rows = [pair for s in strokes if s.kind not in _CURVES and (fills or not s.filled) for pair in pairwise(s.path)]
    return np.array(rows, dtype=np.float64).reshape(-1, 2, 2)


def two_faced(segments: Array) -> float:
    """Return the share of the length that has a parallel a wall's thickness away on one side, and none on the other."""
    faced = probe_faces(segments, WALL_M)[1]
    return float(np.mean(faced)) if len(faced) else 0.0


def small_share(segments: Array, length: Array) -> float:
    """Return the share of the length that lies in small things: groups of touching strokes."""
    count, group = link_pairs(len(segments), np.column_stack(_touching(segments)))
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    np.minimum.at(low, group, segments.min(axis=1))
    np.maximum.at(high, group, segments.max(axis=1))
    small = np.hypot(*(high - low).T) < _THING_M
    return float(length[small[group]].sum() / length.sum())


def _touching(segments: Array) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return index pairs of segments that touch; of very many, those that share an end."""
    if len(segments) <= _MANY:
        lines = segments_to_lines(segments)
        a, b = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=_TOUCH_M)
        return a, b
    keys = np.round(segments.reshape(-1, 2) / _TOUCH_M).astype(np.int64)
    place = np.unique(keys, axis=0, return_inverse=True)[1].ravel()
    order = np.argsort(place, kind="stable")
    same = place[order][1:] == place[order][:-1]
    return order[:-1][same] // 2, order[1:][same] // 2


def hung_share(segments: Array, doors: Array) -> float:
    """Return the share of the doors whose hinge and, in one of two places, whose shut end lie on the strokes."""
    if not len(doors):
        return 0.0
    tree = shapely.STRtree(segments_to_lines(segments))
    near = np.zeros(len(doors) * 3, dtype=bool)
    near[tree.query(shapely.points(doors.reshape(-1, 2)), predicate="dwithin", distance=_HANG_M)[0]] = True
    hinge, one, other = near.reshape(-1, 3).T
    return float(np.mean(hinge & (one | other)))


def find_door_swings(strokes: Sequence[Stroke], metres: float) -> Array:
    """Return hinge and both ends of each door swing's arc, (k, 3, 2) in drawing units."""
    arcs = [s for s in strokes if is_leaf_swing(s.arc, metres)]
    return np.array([(s.arc[:2], s.points[0], s.points[-1]) for s in arcs if s.arc]).reshape(-1, 3, 2)
