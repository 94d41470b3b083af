"""The places already taken on a map: what is set next must keep clear of them."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from campusmap.carto.paper import Box

Boxes = NDArray[np.float64]  # n x 4: left, top, right, bottom in points
Flags = NDArray[np.bool_]

_LINE_PT: Final = 1.2  # kept clear on both sides of a match line
_PIN_PT: Final = 2.0  # half the side of what is kept clear round a device's true place
DOT_PT: Final = 1.1  # radius of the dot from which a leader line starts
_ROUND_DOT_PT: Final = 0.5  # kept clear round it
# What of a leader line, from its start, may touch another's, since two may part from one point: points, and share.
_ROOT_PT: Final = 3.0
_ROOT: Final = 0.12
_MANY: Final = 4000  # pairs of boxes from which it pays to look first at where they are; tool default
_SLACK_PT: Final = 1e-3  # far more than rounding takes
_STILL_PT: Final = 1e-9  # a line that goes less along an axis is taken to go so much, so that none divides by nothing


class Crowd:
    """Boxes, pins and leader lines on one map; no box overlaps them. ``clip`` is the map's edge.

    Leader lines do not cross, unless ``may_cross``: on a sheet that is a cut already, that is the lesser evil.

    A pin is a device's true place: nothing covers it but the device's own symbol.
    """

    def __init__(self, clip: Box, *, may_cross: bool = False) -> None:
        self.clip = clip
        self.may_cross = may_cross
        self._boxes: Boxes = np.empty((0, 4))
        self._pins: Boxes = np.empty((0, 4))
        self._lines: Boxes = np.empty((0, 4))
        self._owners: list[str] = []
        self._leaders: Boxes = np.empty((0, 4))  # x, y of the start and of the end
        self._dots: Boxes = np.empty((0, 2))
        self._taken: Boxes | None = None  # pins, lines and boxes as one, while none is added
        self._bounds: Boxes | None = None  # of the leaders, likewise

    def add_box(self, box: Box | Boxes) -> None:
        """Take a box, or several."""
        self._boxes = np.concatenate([self._boxes, np.asarray(box, dtype=np.float64).reshape(-1, 4)])
        self._taken = None

    def add_line(self, bounds: Box) -> None:
        """Keep words and symbols off an upright or level line; leader lines may cross it."""
        x0, y0, x1, y1 = bounds
        self._lines = np.vstack([self._lines, [[x0 - _LINE_PT, y0 - _LINE_PT, x1 + _LINE_PT, y1 + _LINE_PT]]])
        self._taken = None

    def add_pin(self, x: float, y: float, owner: str) -> None:
        """Keep a device's true place clear."""
        self._pins = np.vstack([self._pins, [[x - _PIN_PT, y - _PIN_PT, x + _PIN_PT, y + _PIN_PT]]])
        self._owners.append(owner)
        self._taken = None

    def add_leader(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Take a leader line."""
        self._leaders = np.concatenate([self._leaders, np.array([[*start, *end]])])
        self._bounds = None

    def add_dot(self, x: float, y: float) -> None:
        """Keep what comes later off the dot in a room from which a leader line starts.

        Another line would seem to end there; words would hide it.
        """
        self._dots = np.vstack([self._dots, [[x, y]]])
        self._taken = None

    def snapshot(self) -> tuple[Boxes, Boxes]:
        """Return the boxes and leaders as they are, to go back to."""
        return self._boxes, self._leaders  # never changed in place

    def restore(self, state: tuple[Boxes, Boxes]) -> None:
        """Go back to a snapshot."""
        self._boxes, self._leaders = state
        self._taken = self._bounds = None

    def is_free(self, boxes: Boxes, owner: str = "") -> Flags:
        """Tell which boxes lie on the map and touch nothing but the owner's own pin."""
        (left, top, right, bottom), (x0, y0, x1, y1) = boxes.T, self.clip
        free = (left >= x0) & (top >= y0) & (right <= x1) & (bottom <= y1)
        free[free] = ~_meet(boxes[free], self._taken_by_others(owner))
        if len(self._leaders) and free.any():
            if self._bounds is None:
                self._bounds = _bound(self._leaders)
            some = boxes[free]
            leaders = _near(self._bounds, self._leaders, some)
            if len(leaders):
                free[free] = ~np.logical_or.reduce(_pierce(leaders[:, :2], leaders[:, 2:], some), axis=0)
        return np.asarray(free, dtype=np.bool_)

    def _taken_by_others(self, owner: str) -> Boxes:
        """Return all that is taken but the owner's own pin."""
        if self._taken is None:
            dots = _square(self._dots, DOT_PT + _ROUND_DOT_PT)
            self._taken = np.asfortranarray(np.concatenate([self._pins, self._lines, dots, self._boxes]))
        if owner not in self._owners:
            return self._taken
        own = [n for n, name in enumerate(self._owners) if name == owner]
        return np.delete(self._taken, own, axis=0)

    def holds(self, bounds: Box) -> bool:
        """Tell whether the map shows all of what lies within some bounds."""
        x0, y0, x1, y1 = self.clip
        return x0 <= bounds[0] and y0 <= bounds[1] and bounds[2] <= x1 and bounds[3] <= y1

    def is_covered(self, points: NDArray[np.float64]) -> Flags:
        """Tell at which points (n x 2) a dot would lie under a box, if in part."""
        return _meet(_square(points, DOT_PT + _ROUND_DOT_PT), self._boxes)

    def is_near_leader(self, points: NDArray[np.float64]) -> Flags:
        """Tell which points (n x 2) lie so close to a leader line that a dot there would be taken for its end."""
        if not len(self._leaders) or not len(points):
            return np.zeros(len(points), dtype=np.bool_)
        lines = np.asarray(shapely.linestrings(self._leaders.reshape(-1, 2, 2)))
        away = shapely.distance(np.asarray(shapely.points(points))[:, None], lines[None, :]).min(axis=1)
        return np.asarray(away < _ROOT_PT)

    def crosses(
        self,
        start: tuple[float, float],
        ends: NDArray[np.float64],
        *,
        boxes_only: bool = False,
        over_dots: bool = False,
        alone: bool = False,
    ) -> Flags:
        """Tell which leader lines from one start to several ends (n x 2) would run over a box, a leader or a dot.

        A line that starts ``alone`` has no other beside its start that it may touch further on.
        """
        if not len(ends):
            return np.zeros(0, dtype=np.bool_)
        at = np.array([start])
        spans = np.concatenate([np.minimum(at, ends), np.maximum(at, ends)], axis=1)
        boxes = _near(self._boxes, self._boxes, spans)
        over: Flags = np.logical_or.reduce(_pierce(at, ends, boxes), axis=1)
        if boxes_only or not len(self._leaders):
            return over
        if not over_dots and len(self._dots):
            dots = self._other_dots(start)
            over |= np.logical_or.reduce(_pierce(at, ends, _near(dots, dots, spans)), axis=1)
        left = ~over
        ends = ends[left]
        run = ends - at
        length = np.maximum(np.hypot(run[:, 0], run[:, 1]), 1e-9)
        share = np.minimum(np.maximum(_ROOT_PT / length, 0.0 if alone else _ROOT), 0.5)[:, None]
        over[left] = np.logical_or.reduce(_cut(at + share * run, ends, self._leaders), axis=1)
        return over

    def _other_dots(self, start: tuple[float, float]) -> Boxes:
        """Return what is kept clear round the dots of rooms that hang on a leader, but for those close to a start."""
        away = np.hypot(*(self._dots - start).T) > _ROOT_PT
        return _square(self._dots[away], _PIN_PT)


def _square(points: NDArray[np.float64], half: float) -> Boxes:
    """Return a square round each of several points (n x 2)."""
    return np.hstack([points - half, points + half])


def _bound(lines: Boxes) -> Boxes:
    """Return the bounds of lines."""
    bounds = np.empty_like(lines)
    np.minimum(lines[:, :2], lines[:, 2:], out=bounds[:, :2])
    np.maximum(lines[:, :2], lines[:, 2:], out=bounds[:, 2:])
    return bounds


def _near(bounds: Boxes, things: Boxes, boxes: Boxes) -> Boxes:
    """Return those of some things, known by their bounds, that lie where a set of boxes does: only they can meet it."""
    if not len(boxes) or not len(things):
        return things[:0]
    left, top = (boxes[:, :2].min(axis=0) - _SLACK_PT).tolist()
    right, bottom = (boxes[:, 2:].max(axis=0) + _SLACK_PT).tolist()
    x0, y0, x1, y1 = bounds.T
    near: Boxes = things[(x0 <= right) & (y0 <= bottom) & (x1 >= left) & (y1 >= top)]
    return near


def _meet(boxes: Boxes, taken: Boxes) -> Flags:
    taken = _near(taken, taken, boxes) if len(taken) * len(boxes) > _MANY else taken
    if not len(taken):
        return np.zeros(len(boxes), dtype=np.bool_)
    (left, top, right, bottom), (x0, y0, x1, y1) = boxes.T[:, :, None], taken.T
    meet = left < x1
    meet &= right > x0
    meet &= top < y1
    meet &= bottom > y0
    return np.asarray(np.logical_or.reduce(meet, axis=1), dtype=np.bool_)


def _pierce(starts: NDArray[np.float64], ends: NDArray[np.float64], boxes: Boxes) -> Flags:
    """Tell which line (rows) enters which box (columns), by clipping against the two pairs of parallel sides.

    Lines have a start each, or one start for all.
    """
    if not len(ends) or not len(boxes):
        return np.zeros((len(ends), len(boxes)), dtype=np.bool_)
    step = ends - starts
    step[np.abs(step) < _STILL_PT] = _STILL_PT
    start, step, sides = starts.T[:, :, None], step.T[:, :, None], boxes.T[:, None, :]  # along x, along y
    one, other = (sides[:2] - start) / step, (sides[2:] - start) / step
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.asarray(np.maximum(np.maximum(low[0], low[1]), 0.0) < np.minimum(np.minimum(high[0], high[1]), 1.0))


def _cut(starts: NDArray[np.float64], ends: NDArray[np.float64], others: Boxes) -> Flags:
    """Tell which line (rows) crosses which other line (columns): the ends of each lie on both sides of the other."""
    ax, ay, bx, by = starts[:, :1], starts[:, 1:], ends[:, :1], ends[:, 1:]
    cx, cy, dx, dy = others.T
    along_x, along_y, other_x, other_y = bx - ax, by - ay, dx - cx, dy - cy
    from_x, from_y = cx - ax, cy - ay
    one = (along_x * from_y - along_y * from_x) * (along_x * (dy - ay) - along_y * (dx - ax))  # sides of c and d
    two = (other_y * from_x - other_x * from_y) * (other_x * (by - cy) - other_y * (bx - cx))  # sides of a and b
    return np.asarray((one <= 0) & (two <= 0))


def to_polygons(boxes: Boxes) -> NDArray[np.object_]:
    """Return boxes as polygons."""
    return np.asarray(shapely.box(boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]), dtype=np.object_)
