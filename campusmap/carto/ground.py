"""What a label had better not cover, as a price per square point: drawn once, then summed for any box at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Boxes
from campusmap.carto.paper import Box

_MOST: Final = np.iinfo(np.int32).max
_FEW: Final = 12  # boxes that are added up point by point, where nothing was summed yet; tool default


class Ground:
    """The price of covering each point of a map. ``base`` is another ground on the same place, to add to."""

    def __init__(self, clip: Box, shapes: Iterable[tuple[BaseGeometry, float]], base: Ground | None = None) -> None:
        self._left, self._top = int(clip[0]) - 1, int(clip[1]) - 1
        self._size = (int(clip[2]) + 2 - self._left, int(clip[3]) + 2 - self._top)
        self._origin, self._corner = np.array([[self._left], [self._top]] * 2), np.array(self._size * 2)[:, None]
        self._shapes = [(shape, price) for shape, price in shapes if price and not shape.is_empty]
        self._base = base
        self._prices: NDArray[np.int32] | None = None
        self.total = 0  # of all points, once drawn
        self._sums: NDArray[np.int64] | NDArray[np.int32] | None = None

    def draw(self) -> NDArray[np.int32]:
        """Return the price of each point (high x wide), in thousandths; drawn when first asked."""
        if self._prices is None:
            self._prices = self._base.draw().copy() if self._base else np.zeros(self._size[::-1], dtype=np.int32)
            self.total = self._base.total if self._base else 0
            by_price: dict[float, list[BaseGeometry]] = {}
            for shape, price in self._shapes:
                by_price.setdefault(price, []).append(shape)
            for price, group in by_price.items():
                covered, thousandths = self._cover(group).view(np.bool_), round(price * 1000)
                np.add(self._prices, np.int32(thousandths), out=self._prices, where=covered)
                self.total += int(np.count_nonzero(covered)) * thousandths
        return self._prices

    def _sum_up(self) -> NDArray[np.int64] | NDArray[np.int32]:
        """Return the price, in thousandths, of all above and left of each point, row by row."""
        if self._sums is None:
            prices = self.draw()
            kind = np.int32 if self.total <= _MOST else np.int64
            sums = np.zeros((self._size[1] + 1, self._size[0] + 1), dtype=kind)
            for above, row, price in zip(sums[:-1, 1:], sums[1:, 1:], prices, strict=True):  # faster than a cumsum
                np.add(above, price, out=row)
            self._sums = np.cumsum(sums, axis=1, out=sums).ravel()
        return self._sums

    def _cover(self, shapes: list[BaseGeometry]) -> NDArray[np.uint8]:
        """Tell where one of the shapes lies; outer polygons are drawn before those inside their holes."""
        from PIL import Image, ImageDraw  # lazy: a page that is shown before its floors are read lays out no labels

        covered = np.zeros(self._size[::-1], dtype=np.uint8)
        image = Image.frombuffer("L", self._size, covered, "raw", "L", 0, 1)
        image.readonly = 0  # to draw into what it was made from, which need not be copied then
        pen = ImageDraw.Draw(image)
        parts = _list_parts(shapes)
        rings, of = shapely.get_rings(parts, return_index=True)
        holes = np.diff(of, prepend=-1) == 0  # the outer ring of a polygon comes first
        for flat, hole in zip(self._flatten(rings), holes.tolist(), strict=True):
            pen.polygon(flat, fill=0) if hole else pen.polygon(flat, fill=1, outline=1)
        for flat in self._flatten(parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]):
            pen.line(flat, fill=1)
        return covered

    def _flatten(self, lines: NDArray[np.object_]) -> Iterator[list[float]]:
        """Yield the coordinates of each line on the image, x and y in turn."""
        flat: list[float] = (shapely.get_coordinates(lines) - [self._left, self._top]).ravel().tolist()
        ends = (2 * shapely.get_num_coordinates(lines)).cumsum().tolist()
        return (flat[start:end] for start, end in pairwise([0, *ends]))

    def cost(self, boxes: Boxes) -> NDArray[np.float64]:
        """Add up what each box would cover."""
        if not self._shapes:
            return self._base.cost(boxes) if self._base else np.zeros(len(boxes))
        at = boxes.T - self._origin
        np.floor(at[:2], out=at[:2])
        np.ceil(at[2:], out=at[2:])
        np.minimum(np.maximum(at, 0, out=at), self._corner, out=at)
        if self._sums is None and len(boxes) <= _FEW:
            prices = self.draw()
            edges = at.T.astype(np.intp).tolist()
            return np.array([prices[top:bottom, left:right].sum() / 1000 for left, top, right, bottom in edges])
        (left, top, right, bottom), row, sums = at.astype(np.intp), self._size[0] + 1, self._sum_up()
        top, bottom = top * row, bottom * row
        low = sums.take(bottom + right) - sums.take(bottom + left)
        return np.asarray((low - sums.take(top + right) + sums.take(top + left)) / 1000)


def _list_parts(shapes: list[BaseGeometry]) -> NDArray[np.object_]:
    """Return the polygons, lines and points that shapes are made of, the largest first."""
    parts = np.array(shapes, dtype=np.object_)
    while (shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT).any():
        parts = shapely.get_parts(parts)
    return np.asarray(parts[np.argsort(-shapely.area(parts), kind="stable")], dtype=np.object_)
