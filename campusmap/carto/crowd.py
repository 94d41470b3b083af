"""The places already taken on a map: what is set next must keep clear of them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, STRtree
from shapely.geometry.base import BaseGeometry

from campusmap.carto.sheet import Box

_PIN_PT = 2.0  # half the side of what is kept clear round a device's true place

Boxes = NDArray[np.float64]  # n x 4: left, top, right, bottom in points


class Crowd:
    """Boxes, pins and leader lines on one map; no box overlaps them. ``clip`` is the map's edge.

    A pin is a device's true place: nothing covers it but the device's own symbol.
    """

    def __init__(self, clip: Box) -> None:
        self.clip = clip
        self._boxes: Boxes = np.empty((0, 4))
        self._pins: Boxes = np.empty((0, 4))
        self._owners: list[str] = []
        self._leaders: list[LineString] = []

    def add_box(self, box: Box | Boxes) -> None:
        """Take a box, or several."""
        self._boxes = np.vstack([self._boxes, np.atleast_2d(np.asarray(box, dtype=np.float64))])

    def add_pin(self, x: float, y: float, owner: str) -> None:
        """Keep a device's true place clear."""
        self._pins = np.vstack([self._pins, [[x - _PIN_PT, y - _PIN_PT, x + _PIN_PT, y + _PIN_PT]]])
        self._owners.append(owner)

    def add_leader(self, line: LineString) -> None:
        """Take a leader line."""
        self._leaders.append(line)

    def is_free(self, boxes: Boxes, owner: str = "") -> NDArray[np.bool_]:
        """Tell which boxes lie on the map and touch nothing but the owner's own pin."""
        x0, y0, x1, y1 = self.clip
        free: NDArray[np.bool_] = (
            (boxes[:, 0] >= x0) & (boxes[:, 1] >= y0) & (boxes[:, 2] <= x1) & (boxes[:, 3] <= y1)
        )
        others = self._pins[[name != owner for name in self._owners]] if self._owners else self._pins
        free &= ~_meet(boxes, self._boxes) & ~_meet(boxes, others)
        if self._leaders and free.any():
            shapes = to_polygons(boxes[free])
            free[free] = ~np.any(shapely.intersects(shapes[:, None], np.array(self._leaders)[None, :]), axis=1)
        return free

    def crosses(self, line: LineString) -> bool:
        """Tell whether a leader line would run over a box or another leader; two may part from one point."""
        (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
        tail = LineString([(x0 + 0.1 * (x1 - x0), y0 + 0.1 * (y1 - y0)), (x1, y1)])
        if self._leaders and np.any(shapely.intersects(tail, np.array(self._leaders))):
            return True
        x0, y0, x1, y1 = line.bounds
        b = self._boxes
        near = b[(b[:, 0] < x1) & (b[:, 2] > x0) & (b[:, 1] < y1) & (b[:, 3] > y0)]
        return bool(len(near)) and bool(np.any(shapely.intersects(line, to_polygons(near))))


def _meet(boxes: Boxes, taken: Boxes) -> NDArray[np.bool_]:
    meet = (
        (boxes[:, None, 0] < taken[None, :, 2])
        & (boxes[:, None, 2] > taken[None, :, 0])
        & (boxes[:, None, 1] < taken[None, :, 3])
        & (boxes[:, None, 3] > taken[None, :, 1])
    )
    return np.asarray(meet.any(axis=1), dtype=np.bool_)


def to_polygons(boxes: Boxes) -> NDArray[np.object_]:
    """Return boxes as polygons."""
    return np.asarray(shapely.box(boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]), dtype=np.object_)


class Ground:
    """Shapes that text had better not cover, each with the cost of covering it; ``base`` is another to add to."""

    def __init__(self, shapes: Iterable[tuple[BaseGeometry, float]], base: Ground | None = None) -> None:
        kept = [(shape, cost) for shape, cost in shapes if cost and not shape.is_empty]
        self._tree = STRtree([shape for shape, _ in kept])
        self._costs = np.array([cost for _, cost in kept], dtype=np.float64)
        self._base = base

    def cost(self, boxes: Boxes) -> NDArray[np.float64]:
        """Add up what each box would cover."""
        total = self._base.cost(boxes) if self._base else np.zeros(len(boxes))
        if not len(self._costs):
            return total
        which, what = self._tree.query(to_polygons(boxes), predicate="intersects")
        return total + np.bincount(which, weights=self._costs[what], minlength=len(boxes))
