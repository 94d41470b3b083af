"""What a label had better not cover, as a price per square point: drawn once, then summed for any box at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Boxes
from campusmap.carto.paper import Box


class Ground:
    """The price of covering each point of a map. ``base`` is another ground on the same place, to add to."""

    def __init__(self, clip: Box, shapes: Iterable[tuple[BaseGeometry, float]], base: Ground | None = None) -> None:
        self._left, self._top = int(clip[0]) - 1, int(clip[1]) - 1
        self._size = (int(clip[2]) + 2 - self._left, int(clip[3]) + 2 - self._top)
        self._shapes = [(shape, price) for shape, price in shapes if price and not shape.is_empty]
        self._base = base
        self._sums: NDArray[np.int64] | None = None

    def _sum_up(self) -> NDArray[np.int64]:
        """Return the price, in thousandths, of everything above and left of each point; drawn when first asked for."""
        if self._sums is None:
            prices = np.zeros(self._size[::-1], dtype=np.int32)
            by_price: dict[float, list[BaseGeometry]] = {}
            for shape, price in self._shapes:
                by_price.setdefault(price, []).append(shape)
            for price, group in by_price.items():
                prices += self._cover(group) * np.int32(round(price * 1000))
            self._sums = np.zeros((self._size[1] + 1, self._size[0] + 1), dtype=np.int64)
            np.cumsum(prices.cumsum(axis=1, dtype=np.int32), axis=0, out=self._sums[1:, 1:])
        return self._sums

    def _cover(self, shapes: list[BaseGeometry]) -> NDArray[np.bool_]:
        """Tell where one of the shapes lies; outer polygons are drawn before those inside their holes."""
        image = Image.new("1", self._size)
        pen = ImageDraw.Draw(image)
        parts = shapely.get_parts(shapely.get_parts(np.array(shapes, dtype=np.object_)))
        parts = parts[np.argsort(-shapely.area(parts), kind="stable")]
        rings, of = shapely.get_rings(parts, return_index=True)
        holes = np.diff(of, prepend=-1) == 0  # the outer ring of a polygon comes first
        for flat, hole in zip(self._flatten(rings), holes.tolist(), strict=True):
            pen.polygon(flat, fill=0) if hole else pen.polygon(flat, fill=1, outline=1)
        for flat in self._flatten(parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]):
            pen.line(flat, fill=1)
        return np.asarray(image)

    def _flatten(self, lines: NDArray[np.object_]) -> Iterator[list[float]]:
        """Yield the coordinates of each line on the image, x and y in turn."""
        flat: list[float] = (shapely.get_coordinates(lines) - [self._left, self._top]).ravel().tolist()
        ends = (2 * shapely.get_num_coordinates(lines)).cumsum().tolist()
        return (flat[start:end] for start, end in pairwise([0, *ends]))

    def cost(self, boxes: Boxes) -> NDArray[np.float64]:
        """Add up what each box would cover."""
        total = self._base.cost(boxes) if self._base is not None else np.zeros(len(boxes))
        if not self._shapes:
            return total
        sums = self._sum_up()
        height, width = sums.shape
        left = np.clip(np.floor(boxes[:, 0] - self._left), 0, width - 1).astype(int)
        right = np.clip(np.ceil(boxes[:, 2] - self._left), 0, width - 1).astype(int)
        top = np.clip(np.floor(boxes[:, 1] - self._top), 0, height - 1).astype(int)
        bottom = np.clip(np.ceil(boxes[:, 3] - self._top), 0, height - 1).astype(int)
        here = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return np.asarray(total + here / 1000)
