"""Layers that hold walls, doors, furniture and texts together: each stroke sorted by how it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.chords import find_chords
from campusmap.geometry.faces import are_thinner
from campusmap.geometry.facing import probe_faces
from campusmap.geometry.fills import share_thin
from campusmap.geometry.lines import (
    Bools,
    Floats,
    Ints,
    Shapes,
    link_pairs,
    make_points,
    paths_to_segments,
    segment_lengths,
)
from campusmap.geometry.swing import is_leaf_swing
from campusmap.model.plan import Role, Stroke
from campusmap.rooms.treads import find_rails, find_treads

_HINGE_M: Final = 0.08  # a leaf begins this near its hinge
_LEAF_SLACK: Final = 0.15  # and differs from the swing's radius by no more than this share
_TOUCH_M: Final = 0.02
_NEARLY_M: Final = 0.08  # a line's end that touches nothing was meant to reach what is this near; tool default
_SQUARE: Final = 0.9  # cosine from which lines are in line; within 6 degrees they are square; tool default
_FILLED: Final = 0.8  # of the area filled is as thin as walls where fills draw them; tool default
_THING_M: Final = 2.6  # furniture and fixtures are no longer, corner to corner; tool default
_WALL_M: Final = 0.5  # a thing that is thinner may be a piece of wall; tool default
_THIN_M: Final = 0.06  # the thinnest wall
_GRID_M: Final = 0.001
_LEAF_M: Final = (0.55, 1.3)  # width of a leaf drawn without its swing; tool default
_DOUBLE: Final = 0.3  # share of all lines that run in two faces, from which walls are drawn so
_ALONE: Final = 0.25  # share of a line beside which another runs, up to which it is no wall's face
_AXIS_M: Final = 3.0  # shorter lines may close a wall's end or a counter; tool default
_STRAIGHT: Final = frozenset({"LINE", "LWPOLYLINE", "POLYLINE", "MLINE"})
_PLAIN: Final = frozenset({"LINE", "LWPOLYLINE", "POLYLINE", "ARC", "SPLINE", "ELLIPSE", "MLINE"})


def sort_strokes(strokes: Sequence[Stroke]) -> list[Role]:
    """Tell for each stroke (metres) whether it draws a door, a tread, furniture, a wall, or is there for looks."""
    if not strokes:
        return []
    lines: Shapes = np.array([shapely.LineString(stroke.path) for stroke in strokes], dtype=object)
    group = _group_things(strokes, lines)
    swings = np.array([is_leaf_swing(stroke.arc) for stroke in strokes])
    doors = swings | _are_leaves(strokes, lines, swings) | _are_bare_leaves(strokes, lines)
    doors |= _are_chords(strokes)
    inserted = np.array([bool(stroke.insert) for stroke in strokes])
    hung = np.zeros(group.max() + 1, dtype=bool)
    hung[group[swings & inserted]] = True
    doors |= hung[group] & inserted
    filled = np.array([stroke.filled for stroke in strokes])
    round_ = np.array([stroke.arc is not None for stroke in strokes])
    looks = np.array([s.kind not in _PLAIN | {"CIRCLE", "HATCH", "SOLID", "TRACE", "3DFACE"} for s in strokes])
    if not filled.any() or not _are_walls([s for s in strokes if s.filled]):
        looks |= filled
    treads = find_treads(strokes)
    looks |= _are_axes(strokes, ~doors & ~inserted & ~treads)
    treads |= find_rails(strokes, treads)
    tests = [(Role.DOOR, doors), (Role.ANNOTATION, looks), (Role.STAIR, treads)]
    tests += [(Role.FURNITURE, _are_things(lines, group, doors, inserted, round_))]
    pick = np.select([flags for _, flags in tests], np.arange(len(tests)), len(tests))
    return [(*(role for role, _ in tests), Role.WALL)[k] for k in pick.tolist()]


def _group_things(strokes: Sequence[Stroke], lines: Shapes) -> Ints:
    """Number the things: strokes of one insert, and loose strokes that touch."""
    a, b = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=_TOUCH_M)
    owner = np.unique([stroke.insert for stroke in strokes], return_inverse=True)[1]
    free = np.array([not stroke.insert for stroke in strokes])
    ajar = _stand_ajar(strokes, lines)
    touch = free[a] & free[b] & ~(ajar[a] | ajar[b])
    order = np.argsort(owner, kind="stable")
    same = (owner[order][1:] == owner[order][:-1]) & ~free[order][1:]
    pairs = [np.column_stack([a[touch], b[touch]]), np.column_stack([order[1:][same], order[:-1][same]])]
    return link_pairs(len(strokes), np.concatenate([*pairs, _link_loose_ends(strokes, lines, ajar)]))[1]


def _stand_ajar(strokes: Sequence[Stroke], lines: Shapes) -> Bools:
    """Mark lines as long as a leaf that stand askew on one other by one end, the other end in the open."""
    found = np.zeros(len(strokes), dtype=bool)
    rows = np.array([k for k, s in enumerate(strokes) if _is_one_line(s)], dtype=np.int64)
    segments: Floats = np.array([strokes[k].points for k in rows.tolist()], dtype=np.float64).reshape(-1, 2, 2)
    length = segment_lengths(segments)
    likely = np.flatnonzero((length >= _LEAF_M[0]) & (length <= _LEAF_M[1]))
    end, other = shapely.STRtree(lines[rows]).query(make_points(segments[likely].reshape(-1, 2)), "dwithin", _NEARLY_M)
    leaf = likely[end // 2]
    end, other, leaf = end[other != leaf], other[other != leaf], leaf[other != leaf]
    way = (segments[:, 1] - segments[:, 0]) / np.maximum(length, _GRID_M)[:, None]
    along = np.abs((way[leaf] * way[other]).sum(axis=1))
    held = np.zeros((len(likely), 2), dtype=bool)
    held.reshape(-1)[end] = True
    square = np.zeros(len(likely), dtype=bool)
    square[(end // 2)[(along > _SQUARE) | (along < 1 - _SQUARE)]] = True
    found[rows[likely[held.sum(axis=1) == 1]]] = True
    found[rows[likely[square]]] = False
    return found


def _is_one_line(stroke: Stroke) -> bool:
    return stroke.kind in _STRAIGHT and len(stroke.points) == 2 and not (stroke.closed or stroke.insert)


def _link_loose_ends(strokes: Sequence[Stroke], lines: Shapes, ajar: Bools) -> Ints:
    """Return the pairs of straight strokes (k, 2) of which one ends in the open a little short of the other."""
    open_ = np.array([s.kind in _STRAIGHT and not (s.closed or s.insert) for s in strokes]) & ~ajar
    rows = np.flatnonzero(open_)
    ends = make_points([point for k in rows.tolist() for point in (strokes[k].points[0], strokes[k].points[-1])])
    end, other = shapely.STRtree(lines[rows]).query(ends, predicate="dwithin", distance=_NEARLY_M)
    end, other = end[rows[other] != rows[end // 2]], other[rows[other] != rows[end // 2]]
    near = shapely.distance(ends[end], lines[rows[other]]) <= _TOUCH_M
    loose = ~np.isin(end, end[near])
    return np.column_stack([rows[end[loose] // 2], rows[other[loose]]])


def _are_axes(strokes: Sequence[Stroke], asked: Bools) -> Bools:
    """Mark long lines that end in a bubble, or that no other runs beside where most do: grid, section, match lines."""
    found = np.zeros(len(strokes), dtype=bool)
    rows = np.array([k for k, s in enumerate(strokes) if asked[k] and s.kind in _STRAIGHT], dtype=np.int64)
    segments, owner = paths_to_segments([strokes[k].path for k in rows])
    real = segment_lengths(segments) > 0
    segments, owner = segments[real], owner[real]
    segment, faced = probe_faces(segments, (_THIN_M, _WALL_M))
    if not len(faced) or faced.mean() < _DOUBLE:
        return found
    count = np.bincount(owner[segment], minlength=len(rows))
    share = np.bincount(owner[segment], faced, minlength=len(rows)) / np.maximum(count, 1)
    alone = np.array([len(strokes[k].points) == 2 and not strokes[k].closed for k in rows])
    length = np.bincount(owner, segment_lengths(segments), minlength=len(rows))
    bubbled = _end_in_bubbles([strokes[k] for k in rows], strokes)
    found[rows[alone & ((share < _ALONE) | bubbled) & (length >= _AXIS_M)]] = True
    return found


def _are_walls(fills: Sequence[Stroke]) -> bool:
    """Tell whether fills are together as thin as walls are, so that they draw them and no floors."""
    owners = [f"#{k}" if s.insert else s.handle or f"#{k}" for k, s in enumerate(fills)]
    return share_thin([s.points for s in fills], owners, _WALL_M) >= _FILLED


def _end_in_bubbles(lines: Sequence[Stroke], strokes: Sequence[Stroke]) -> Bools:
    """Tell which lines begin or end on a circle, as grid lines do."""
    rings = [shapely.LineString(stroke.path) for stroke in strokes if stroke.kind == "CIRCLE"]
    ends = make_points([point for line in lines for point in (line.points[0], line.points[-1])])
    near = np.zeros(len(ends), dtype=bool)
    near[shapely.STRtree(rings).query(ends, predicate="dwithin", distance=_HINGE_M)[0]] = True
    return np.asarray(near.reshape(-1, 2).any(axis=1))


def _are_leaves(strokes: Sequence[Stroke], lines: Shapes, swings: Bools) -> Bools:
    """Mark the lines and thin boxes that reach from a swing's hinge to one of its ends."""
    leaves = np.zeros(len(strokes), dtype=bool)
    arcs = [stroke for stroke, flag in zip(strokes, swings, strict=True) if flag and stroke.arc]
    if not arcs:
        return leaves
    hinges = make_points([stroke.arc[:2] for stroke in arcs if stroke.arc])
    tips = np.array([make_points([stroke.points[0], stroke.points[-1]]) for stroke in arcs], dtype=object)
    radius: Floats = np.array([stroke.arc[2] for stroke in arcs if stroke.arc])
    hinge, line = shapely.STRtree(lines).query(hinges, predicate="dwithin", distance=_HINGE_M)
    size = 2 * shapely.minimum_bounding_radius(lines[line])
    fits = np.abs(size - radius[hinge]) < _LEAF_SLACK * radius[hinge]
    fits &= shapely.dwithin(lines[line][:, None], tips[hinge], _HINGE_M).any(axis=1)
    leaves[line[fits]] = True
    return leaves & ~swings


def _are_chords(strokes: Sequence[Stroke]) -> Bools:
    """Mark leaves with a straight line in place of the swing."""
    found = np.zeros(len(strokes), dtype=bool)
    rows = np.array([k for k, s in enumerate(strokes) if len(s.points) == 2 and not s.closed], dtype=np.int64)
    segments: Floats = np.array([strokes[k].points for k in rows], dtype=np.float64).reshape(-1, 2, 2)
    found[rows[find_chords(segments)[:, [0, 2]].ravel()]] = True
    return found


def _are_bare_leaves(strokes: Sequence[Stroke], lines: Shapes) -> Bools:
    """Mark boxes as thin and long as a door's leaf, thinner than any wall, that stand alone or touch at one end."""
    found = np.zeros(len(strokes), dtype=bool)
    rows = np.array([k for k, s in enumerate(strokes) if s.closed and len(s.points) == 4 and not s.insert], dtype=int)
    if not len(rows):
        return found
    corners = np.array([[strokes[k].points[c] for c in range(4)] for k in rows.tolist()], dtype=np.float64)
    sides = np.hypot(*np.moveaxis(np.roll(corners, -1, axis=1) - corners, 2, 0))
    thick, wide = np.minimum(sides[:, 0], sides[:, 1]), np.maximum(sides[:, 0], sides[:, 1])
    likely = (thick > 0) & (thick < _THIN_M - _GRID_M) & (wide >= _LEAF_M[0]) & (wide <= _LEAF_M[1])
    likely &= np.abs(shapely.area(shapely.polygons(corners)) - thick * wide) < _LEAF_SLACK * thick * wide
    rows, corners, across = rows[likely], corners[likely], sides[likely][:, 0] < sides[likely][:, 1]
    first, second = corners[:, [[0, 1], [2, 3]]], corners[:, [[1, 2], [3, 0]]]
    ends = np.where(across[:, None, None, None], first, second).mean(axis=2)
    end, other = shapely.STRtree(lines).query(make_points(ends), predicate="dwithin", distance=_HINGE_M)
    held = np.zeros((len(rows), 2), dtype=bool)
    held.reshape(-1)[end[rows[end // 2] != other]] = True
    found[rows[~held.all(axis=1)]] = True
    return found


def _are_things(lines: Shapes, group: Ints, doors: Bools, inserted: Bools, round_: Bools) -> Bools:
    """Mark the strokes of things that are small and, unless a block draws them, no pieces of wall."""
    bounds = shapely.bounds(lines)
    low, high = np.full((group.max() + 1, 2), np.inf), np.full((group.max() + 1, 2), -np.inf)
    np.minimum.at(low, group, bounds[:, :2])
    np.maximum.at(high, group, bounds[:, 2:])
    small = np.hypot(*(high - low).T) < _THING_M
    closed = shapely.is_closed(lines) & (shapely.get_num_points(lines) > 3) & ~inserted & ~round_
    thin = np.zeros(len(lines), dtype=bool)
    rings: Shapes = np.array([shapely.Polygon(line.coords) for line in lines[closed].tolist()], dtype=object)
    thin[closed] = are_thinner(rings, _WALL_M)
    walled = np.zeros(len(small), dtype=bool)
    walled[group[thin]] = True
    return np.asarray(small[group] & ~walled[group] & ~doors)
