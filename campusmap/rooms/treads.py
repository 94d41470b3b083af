"""Stair treads and rails drawn on wall layers, which would cut their stair into strips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.hatching import find_hatching
from campusmap.geometry.lines import Bools, Floats, Shapes, link_pairs, segment_lengths
from campusmap.geometry.stairs import ALIKE, GOING_M, TREAD_M
from campusmap.model.plan import Stroke

_UNEVEN_M: Final = 0.04  # treads of a flight follow each other at one distance but for this; tool default
_FLIGHT: Final = 5  # treads
_RAIL: Final = 3  # treads that a handrail, a break line or a walking line crosses at least
_INNER: Final = 0.1  # of a tread at either end, where the walls of the stair may touch it
_LANDING_M: Final = 1.6  # rails run on over a landing's width; tool default


def find_treads(strokes: Sequence[Stroke]) -> Bools:
    """Mark the straight strokes (metres) in flights: five or more even, parallel lines of one length."""
    found = np.zeros(len(strokes), dtype=bool)
    rows = np.array([k for k, s in enumerate(strokes) if len(s.points) == 2 and not s.closed], dtype=np.int64)
    segments = np.array([strokes[k].points for k in rows], dtype=np.float64).reshape(-1, 2, 2)
    length = segment_lengths(segments)
    likely = (length >= TREAD_M[0]) & (length <= TREAD_M[1])
    rows, segments = rows[likely], segments[likely]
    if len(rows) < _FLIGHT:
        return found
    total, flight = link_pairs(len(rows), _side_by_side(segments))
    for k in np.flatnonzero(np.bincount(flight, minlength=total) >= _FLIGHT).tolist():
        members = np.flatnonzero(flight == k)
        found[rows[members]] = _is_flight(segments[members])
    return found


def find_loose_treads(strokes: Sequence[Stroke]) -> Bools:
    """Mark the treads among strokes (metres) of layers that nothing tells of: flights that no other flight crosses.

    Hatching and tiles are drawn as evenly as treads are: by the thousand, and in two ways at once.
    """
    found = np.zeros(len(strokes), dtype=bool)
    asked = np.flatnonzero(~find_hatching([stroke.path for stroke in strokes]))
    rows = asked[find_treads([strokes[k] for k in asked.tolist()])]
    lines = np.array([shapely.LineString(strokes[k].points) for k in rows.tolist()], dtype=object)
    found[rows] = True
    found[rows[np.unique(shapely.STRtree(lines).query(lines, predicate="crosses"))]] = False
    return found


def find_rails(strokes: Sequence[Stroke], treads: Bools) -> Bools:
    """Mark the other strokes (metres) that cross treads between their ends and stay about the flight."""
    found = np.zeros(len(strokes), dtype=bool)
    if not treads.any():
        return found
    ends = np.array([strokes[k].points for k in np.flatnonzero(treads).tolist()], dtype=np.float64)
    step = ends[:, 1] - ends[:, 0]
    inner: Shapes = np.asarray(
        shapely.linestrings(np.stack([ends[:, 0] + _INNER * step, ends[:, 1] - _INNER * step], axis=1)), dtype=object
    )
    whole = shapely.buffer(shapely.linestrings(ends), GOING_M[1] / 2 + 0.01, cap_style="square")
    rows = [k for k in np.flatnonzero(~treads).tolist() if not strokes[k].filled]
    lines = np.array([shapely.LineString(strokes[k].path) for k in rows], dtype=object)
    row, _ = shapely.STRtree(inner).query(lines, predicate="intersects")
    crossed = np.bincount(row, minlength=len(rows))
    flights = shapely.union_all(whole)
    about = flights.buffer(_LANDING_M)
    for k in np.flatnonzero(crossed).tolist():
        found[rows[k]] = (about if crossed[k] >= _RAIL else flights).covers(lines[k])
    return found


def _side_by_side(segments: Floats) -> np.ndarray:
    """Return index pairs of parallel segments of one length that lie beside each other a going apart."""
    middle, step = segments.mean(axis=1), segments[:, 1] - segments[:, 0]
    length = np.hypot(*step.T)
    unit = step / length[:, None]
    points = shapely.points(middle)
    a, b = shapely.STRtree(points).query(points, predicate="dwithin", distance=GOING_M[1])
    a, b = a[a < b], b[a < b]
    gap = middle[b] - middle[a]
    across = np.abs(gap[:, 0] * unit[a, 1] - gap[:, 1] * unit[a, 0])
    along = np.abs((gap * unit[a]).sum(axis=1))
    sine = np.abs(unit[a, 0] * unit[b, 1] - unit[a, 1] * unit[b, 0])
    alike = np.abs(length[a] - length[b]) < ALIKE * length[a]
    good = (sine < 0.02) & alike & (along < ALIKE * length[a]) & (across >= GOING_M[0]) & (across <= GOING_M[1])
    return np.column_stack([a[good], b[good]])


def _is_flight(segments: Floats) -> bool:
    """Tell whether lines, copies on each other counted once, follow each other at one distance."""
    step = segments[0, 1] - segments[0, 0]
    normal = np.array([-step[1], step[0]]) / np.hypot(*step)
    offsets = np.sort(segments.mean(axis=1) @ normal)
    rises = np.diff(offsets)
    rises = rises[rises > _UNEVEN_M]
    return len(rises) >= _FLIGHT - 1 and float(np.ptp(rises)) <= _UNEVEN_M
