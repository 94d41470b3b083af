"""Lay a plan on the ground: everything drawn, moved from drawing units into the frame's metres."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from campusmap.geometry.fit import apply_matrix, determinant, matrix_scale
from campusmap.model.frame import Frame, Matrix
from campusmap.model.plan import XY, Insert, Label, Plan, Stroke
from campusmap.model.source import Notice

Window = tuple[float, float, float, float]
Floats = NDArray[np.float64]
Arc = tuple[float, float, float, float, float]


def place_plan(plan: Plan, frame: Frame, window: Window | None = None) -> Plan:
    """Move a plan into metres by its frame's matrix, which is a similarity and may mirror.

    ``window`` (x_min, y_min, x_max, y_max in drawing units) keeps the strokes that lie in it with every point and
    the texts and inserts whose position does; strokes cut by its edge are counted in a "place.window_cut" notice.
    The result's unit is "m"; handles, layers and tallies stay. An arc's end angle is never below its start.
    """
    strokes, points, cut = _strokes_inside(plan.strokes, window)
    labels = tuple(label for label in plan.labels if is_inside(label.x, label.y, window))
    inserts = tuple(insert for insert in plan.inserts if is_inside(insert.x, insert.y, window))
    return replace(
        plan,
        unit="m",
        geodata=None,
        backward=(),
        strokes=_place_strokes(strokes, points, frame.matrix),
        labels=_place_labels(labels, frame.matrix),
        inserts=_place_inserts(inserts, frame.matrix),
        notices=plan.notices + _cut_notices(plan.file, cut),
    )


def _cut_notices(file: str, cut: int) -> tuple[Notice, ...]:
    if not cut:
        return ()
    text = f"{cut} strokes cross the edge of the floor's window and were left out"
    return (Notice("place.window_cut", text, subject=file, count=cut),)


def is_inside(x: float, y: float, window: Window | None) -> bool:
    """Tell whether a point lies in a window, or there is none."""
    return window is None or (window[0] <= x <= window[2] and window[1] <= y <= window[3])


def _strokes_inside(strokes: tuple[Stroke, ...], window: Window | None) -> tuple[tuple[Stroke, ...], Floats, int]:
    """Return the strokes that lie in the window with every point, their points, and how many lie in it in part."""
    sizes = np.fromiter((len(stroke.points) for stroke in strokes), dtype=np.int64, count=len(strokes))
    flat = chain.from_iterable(chain.from_iterable(stroke.points for stroke in strokes))
    points = np.fromiter(flat, dtype=np.float64, count=2 * int(sizes.sum())).reshape(-1, 2)
    if window is None:
        return strokes, points, 0
    x, y = points.T
    inside = (x >= window[0]) & (x <= window[2]) & (y >= window[1]) & (y <= window[3])
    counts = np.bincount(np.repeat(np.arange(len(strokes)), sizes), inside, len(strokes))
    whole = (counts == sizes) & (sizes > 0)
    kept = tuple(strokes[k] for k in np.flatnonzero(whole).tolist())
    return kept, points[np.repeat(whole, sizes)], int(np.count_nonzero((counts > 0) & (counts < sizes)))


def _place_strokes(strokes: Sequence[Stroke], points: Floats, matrix: Matrix) -> tuple[Stroke, ...]:
    """Move strokes, whose points (n, 2) are given in one array as well."""
    moved = _pair_up(apply_matrix(matrix, points))
    placed: list[Stroke] = []
    start = 0
    for stroke in strokes:
        stop = start + len(stroke.points)
        placed.append(_restroke(stroke, tuple(moved[start:stop]), matrix))
        start = stop
    return tuple(placed)


def _restroke(stroke: Stroke, points: tuple[XY, ...], matrix: Matrix) -> Stroke:
    kind, layer, handle, _, closed, insert, block, arc, filled, holes, broken = stroke
    placed = _place_arc(arc, matrix) if arc else None
    moved = tuple(tuple(_move(hole, matrix)) for hole in holes) if holes else ()
    return Stroke(kind, layer, handle, points, closed, insert, block, placed, filled, moved, broken)


def _place_arc(arc: Arc, matrix: Matrix) -> Arc:
    """Move an arc; a mirroring matrix swaps its ends, so that it still runs counter-clockwise."""
    x, y, radius, start_deg, end_deg = arc
    sweep = 360.0 if abs(end_deg - start_deg) >= 360 else (end_deg - start_deg) % 360
    first_deg = _turn(end_deg if determinant(matrix) < 0 else start_deg, matrix)
    a, b, c, d, e, f = matrix
    cx, cy = a * x + b * y + c, d * x + e * y + f
    return (cx, cy, radius * matrix_scale(matrix), first_deg, first_deg + sweep)


def _place_labels(labels: Sequence[Label], matrix: Matrix) -> tuple[Label, ...]:
    scale = matrix_scale(matrix)
    centres = _move(((label.x, label.y) for label in labels), matrix)
    return tuple(
        replace(
            label,
            x=x,
            y=y,
            width=label.width * scale,
            height=label.height * scale,
            rotation_deg=_turn(label.rotation_deg, matrix),
            target=next(iter(_move([label.target], matrix))) if label.target else None,
        )
        for label, (x, y) in zip(labels, centres, strict=True)
    )


def _place_inserts(inserts: Sequence[Insert], matrix: Matrix) -> tuple[Insert, ...]:
    """Move inserts; R(t) F R(r) S = R(t - r) (F S), so a mirroring matrix also turns the sign of the y scale."""
    scale = matrix_scale(matrix)
    flip = math.copysign(1.0, determinant(matrix))
    points = _move(((insert.x, insert.y) for insert in inserts), matrix)
    return tuple(
        replace(
            insert,
            x=x,
            y=y,
            rotation_deg=_turn(insert.rotation_deg, matrix),
            x_scale=insert.x_scale * scale,
            y_scale=insert.y_scale * scale * flip,
        )
        for insert, (x, y) in zip(inserts, points, strict=True)
    )


def _turn(angle_deg: float, matrix: Matrix) -> float:
    """Return the direction, in [0, 360), that the matrix gives to a direction in the drawing."""
    a, b, _, d, e, _ = matrix
    x, y = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    turned = math.degrees(math.atan2(d * x + e * y, a * x + b * y))
    return round(turned, 9) % 360.0


def _move(points: Iterator[XY] | Sequence[XY], matrix: Matrix) -> list[XY]:
    flat: Floats = np.fromiter(chain.from_iterable(points), dtype=np.float64)
    return _pair_up(apply_matrix(matrix, flat))


def _pair_up(points: Floats) -> list[XY]:
    return list(zip(points[:, 0].tolist(), points[:, 1].tolist(), strict=True))
