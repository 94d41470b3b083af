"""Lines painted on a floor, where they are drawn on the layer of the walls: courts for games, and what ends on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.faces import mean_width
from campusmap.geometry.facing import probe_faces
from campusmap.geometry.lines import Bools, Floats, Shapes, make_points, paths_to_segments, segment_lengths
from campusmap.model.plan import Stroke

_FACES_M: Final = (0.06, 0.5)  # from one face of a wall to the other; tool default
_DOUBLE: Final = 0.3  # share of all lines that run in two faces, from which walls are drawn so; tool default
_FACE: Final = 0.5  # share of a line beside which another runs, from which it is a wall's face; tool default
_ALONE: Final = 0.1  # share of a line beside which another runs, up to which it is no wall's face
_AROUND_M: Final = 12.0  # the least way round a court; tool default
_WIDTH_M: Final = 1.0  # and its least mean width; tool default
_WHOLE: Final = 0.5  # of all that is drawn lies in a building's outline, not in a court; tool default
_TOUCH_M: Final = 0.03
_CIRCLE_M: Final = 0.6  # the least radius of a circle for a game; a column's is less; tool default
_STRAIGHT: Final = frozenset({"LINE", "LWPOLYLINE", "POLYLINE"})


def find_floor_lines(strokes: Sequence[Stroke]) -> frozenset[int]:
    """Return the rows of closed lines (metres) that stand alone among double ones, no wall on them, and of their parts.

    A wall has a second face, and partitions end on an outline; a court has neither.
    """
    rings = [k for k, stroke in enumerate(strokes) if _may_be_court(stroke)]
    if not rings:
        return frozenset()
    share = _share_faced(strokes)
    lines: Shapes = np.array([shapely.LineString(stroke.path) for stroke in strokes], dtype=object)
    courts = _keep_courts([k for k in rings if 0 <= share[k] < _ALONE], lines, share)
    if not courts:
        return frozenset()
    return frozenset(courts) | _find_parts(strokes, lines, share, courts)


def _may_be_court(stroke: Stroke) -> bool:
    if stroke.filled or stroke.insert or stroke.kind not in _STRAIGHT or len(stroke.points) < 4:
        return False
    if not (stroke.closed or stroke.points[0] == stroke.points[-1]):
        return False
    ring = shapely.Polygon(stroke.points)
    return ring.length >= _AROUND_M and float(mean_width(np.array([ring], dtype=object))[0]) >= _WIDTH_M


def _share_faced(strokes: Sequence[Stroke]) -> Floats:
    """Return the share of each straight stroke that has a second face; -1 where it is none, or where few walls have."""
    rows = [k for k, s in enumerate(strokes) if s.kind in _STRAIGHT and not s.filled]
    segments, owner = paths_to_segments([strokes[k].path for k in rows])
    real = segment_lengths(segments) > 0
    segments, owner = segments[real], owner[real]
    segment, faced = probe_faces(segments, _FACES_M)
    share = np.full(len(strokes), -1.0)
    if not len(faced) or faced.mean() < _DOUBLE:
        return share
    count = np.bincount(owner[segment], minlength=len(rows))
    share[rows] = np.bincount(owner[segment], faced, minlength=len(rows)) / np.maximum(count, 1)
    return share


def _keep_courts(rings: Sequence[int], lines: Shapes, share: Floats) -> list[int]:
    """Leave out rings that hold most of the drawing, and those on which walls end."""
    if not rings:
        return []
    x0, y0, x1, y1 = shapely.total_bounds(lines)
    areas = shapely.area([shapely.Polygon(line.coords) for line in lines[rings].tolist()])
    inner = np.flatnonzero(areas < _WHOLE * (x1 - x0) * (y1 - y0)).tolist()
    walls = np.flatnonzero(share >= _FACE)
    ends = shapely.get_point(np.repeat(lines[walls], 2), np.tile([0, -1], len(walls)))
    tree = shapely.STRtree(ends)
    return [rings[k] for k in inner if not len(tree.query(lines[rings[k]], "dwithin", _TOUCH_M))]


def _find_parts(strokes: Sequence[Stroke], lines: Shapes, share: Floats, courts: Sequence[int]) -> frozenset[int]:
    """Return the rows of lines that end on courts at both ends, of circles and arcs within, and of courts in courts."""
    edges = shapely.union_all(lines[list(courts)])
    floors = [shapely.make_valid(shapely.Polygon(line.coords)) for line in lines[list(courts)].tolist()]
    floor = shapely.union_all(floors).buffer(_TOUCH_M)
    shapely.prepare(edges)
    shapely.prepare(floor)
    alone = np.array([_stands_alone(s, own) for s, own in zip(strokes, share.tolist(), strict=True)])
    rows = np.flatnonzero(alone & shapely.covers(floor, lines)).tolist()
    tips = make_points([strokes[k].points[end] for k in rows for end in (0, -1)])
    near: Bools = np.asarray(shapely.dwithin(edges, tips, _TOUCH_M), dtype=bool)
    on_edge: Bools = np.asarray(near.reshape(-1, 2).all(axis=1))
    parts = [k for k, meets in zip(rows, on_edge.tolist(), strict=True) if meets or strokes[k].arc is not None]
    return frozenset(parts) - frozenset(courts)


def _stands_alone(stroke: Stroke, share: float) -> bool:
    if stroke.arc is not None:
        return stroke.arc[2] >= _CIRCLE_M and (stroke.closed or stroke.arc[2] > _WIDTH_M)
    return 0 <= share < _ALONE and not stroke.insert
