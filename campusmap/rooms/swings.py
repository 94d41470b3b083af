"""Door swings: quarter circles on door layers, with the hinge, the closed leaf and what else is drawn of the door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.chords import find_chords
from campusmap.geometry.lines import (
    Bools,
    Floats,
    Ints,
    Shapes,
    find_arcs,
    gather_points,
    link_pairs,
    make_points,
    segment_lengths,
)
from campusmap.model.plan import Stroke

# Radius and sweep of what is taken for a swing. From a cupboard leaf to a 7 ft gate; tool default.
_RADIUS_M: Final = (0.35, 2.2)
_SWEEP_DEG: Final = (20.0, 200.0)
_TOUCH_M: Final = 0.05  # strokes of one door touch within this; tool default
_CELL_M: Final = 0.7 * _TOUCH_M  # two points in a square of this side touch


@dataclass(frozen=True, slots=True)
class Swing:
    """One leaf: hinge, the arc's two ends, and the indices of the strokes that draw it."""

    hinge: Floats
    tips: Floats  # (2, 2)
    radius: float
    group: int
    stroke: int


@dataclass(frozen=True, slots=True)
class DoorInk:
    """Everything on door layers: strokes, their shapes, the rows of those of each door by its group, and the swings.

    ``details`` are the fills, which tell nothing that outlines do not.
    """

    strokes: tuple[Stroke, ...]
    shapes: tuple[shapely.LineString, ...]
    members: dict[int, list[int]]
    swings: tuple[Swing, ...]
    details: tuple[Stroke, ...] = ()


def strokes_to_door_ink(strokes: Sequence[Stroke]) -> DoorInk:
    """Group door strokes that touch and came in by the same insert, and find the swings among them."""
    telling = tuple(stroke for stroke in strokes if not stroke.filled)
    details = tuple(stroke for stroke in strokes if stroke.filled)
    shapes = tuple(strokes_to_lines(telling))
    group = _group_touching(telling, shapes)
    large = np.flatnonzero(~_are_small(shapes)).tolist()
    swings = [s for i in large for s in _stroke_to_swings(telling[i], i, int(group[i]))]
    swings += _find_chord_swings(telling, group)
    members = defaultdict[int, list[int]](list)
    for index, door in enumerate(group.tolist()):
        members[door].append(index)
    return DoorInk(telling, shapes, members, _drop_repeated(swings), details)


def _are_small(shapes: Sequence[shapely.LineString]) -> Bools:
    bounds = shapely.bounds(np.array(shapes, dtype=object)).reshape(-1, 4)
    return np.asarray((bounds[:, 2:] - bounds[:, :2] < _RADIUS_M[0] / 2).all(axis=1))


def strokes_to_lines(strokes: Sequence[Stroke]) -> list[shapely.LineString]:
    """Return the strokes' lines, with their closing segments."""
    chains = [stroke.path for stroke in strokes]
    points = gather_points([point for chain in chains for point in chain])
    owner = np.repeat(np.arange(len(chains)), [len(chain) for chain in chains])
    return list(np.asarray(shapely.linestrings(points, indices=owner), dtype=object)) if chains else []


def _group_touching(strokes: Sequence[Stroke], shapes: Sequence[shapely.LineString]) -> Ints:
    if not strokes:
        return np.empty(0, dtype=np.int64)
    lines = np.array(shapes, dtype=object)
    keys = np.unique([stroke.insert for stroke in strokes], return_inverse=True)[1]
    meeting = _share_cells(lines, keys)
    count, piece = link_pairs(len(strokes), meeting)  # measuring what has points that near would take most of the time
    pieces = np.bincount(np.unique(keys * count + piece) // count)  # of each insert
    rows = np.flatnonzero(pieces[keys] > 1)
    boxes = shapely.box(*(shapely.bounds(lines[rows]) + np.array([-1, -1, 1, 1]) * _TOUCH_M).T)
    a, b = rows[shapely.STRtree(lines[rows]).query(boxes)]
    open_ = (a < b) & (keys[a] == keys[b]) & (piece[a] != piece[b])
    a, b = a[open_], b[open_]
    near = shapely.dwithin(lines[a], lines[b], _TOUCH_M)
    return link_pairs(len(strokes), np.concatenate([meeting, np.column_stack([a[near], b[near]])]))[1]


def _share_cells(lines: Shapes, keys: Ints) -> Ints:
    """Return pairs of lines of one insert that have points in one cell, whose corners touch; enough to link all."""
    points, owner = shapely.get_coordinates(lines, return_index=True)
    (column, row), key = np.floor(points / _CELL_M).T, keys[owner]
    order = np.lexsort((row, column, key))
    column, row, key, owner = column[order], row[order], key[order], owner[order]
    same = (column[1:] == column[:-1]) & (row[1:] == row[:-1]) & (key[1:] == key[:-1])
    return np.column_stack([owner[:-1][same], owner[1:][same]])


def _stroke_to_swings(stroke: Stroke, index: int, group: int) -> list[Swing]:
    if stroke.closed and stroke.kind == "CIRCLE":
        return []
    points = np.asarray(stroke.points, dtype=np.float64)
    if stroke.arc is not None:
        found = [(0, len(points) - 1, np.array(stroke.arc[:2]), stroke.arc[2])]
    else:
        found = find_arcs(points)
    return [
        Swing(centre, points[[first, last]], radius, group, index)
        for first, last, centre, radius in found
        if _looks_like_swing(points[first], points[(first + last) // 2], points[last], centre, radius)
    ]


def _find_chord_swings(strokes: Sequence[Stroke], group: Ints) -> list[Swing]:
    """Take leaves with a straight line from tip to jamb for swings."""
    rows = [i for i, s in enumerate(strokes) if len(s.points) == 2 and not s.closed]
    lines: Floats = np.array([strokes[i].points for i in rows], dtype=np.float64).reshape(-1, 2, 2)
    length = segment_lengths(lines)
    return [
        Swing(
            lines[leaf, hinge], np.array([lines[leaf, 1 - hinge], lines[chord, jamb]]), float(length[leaf]),
            int(group[rows[leaf]]), rows[chord],
        )
        for leaf, hinge, chord, jamb in find_chords(lines).tolist()
    ]  # fmt: skip


def _looks_like_swing(a: Floats, middle: Floats, b: Floats, centre: Floats, radius: float) -> bool:
    to_a, to_m, to_b = (np.arctan2(*(p - centre)[::-1]) for p in (a, middle, b))
    sweep = np.degrees(abs(np.angle(np.exp(1j * (to_m - to_a)))) + abs(np.angle(np.exp(1j * (to_b - to_m)))))
    return bool(_RADIUS_M[0] <= radius <= _RADIUS_M[1] and _SWEEP_DEG[0] <= sweep <= _SWEEP_DEG[1])


def _drop_repeated(swings: Sequence[Swing]) -> tuple[Swing, ...]:
    """Keep the first of swings that lie on top of each other (stacked copies, double-drawn arcs)."""
    seen: dict[tuple[int, ...], Swing] = {}
    for swing in swings:
        tips = swing.tips[np.lexsort(swing.tips.T)]
        key = tuple(int(v) for v in np.round(np.concatenate([swing.hinge, tips.ravel()]) / 0.05))
        seen.setdefault(key, swing)
    return tuple(seen.values())


def leaf_cover(swing: Swing, tip: Floats, ink: DoorInk) -> float:
    """Tell how much of hinge-to-tip is drawn as a leaf or threshold by the same door's strokes, 0 to 1."""
    mates = [ink.shapes[i] for i in ink.members[swing.group] if not _is_own_arc(i, swing, ink)]
    if not mates:
        return 0.0
    probes = make_points(swing.hinge + np.linspace(0.2, 0.8, 5)[:, None] * (tip - swing.hinge))
    near = shapely.dwithin(np.array(mates, dtype=object)[:, None], probes[None, :], 0.07)
    return float(np.mean(near.any(axis=0)))


def _is_own_arc(index: int, swing: Swing, ink: DoorInk) -> bool:
    return index == swing.stroke and ink.strokes[index].arc is not None
