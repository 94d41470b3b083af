"""What a label had better not cover, as a price per square point: drawn once, then summed for any box at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Boxes
from campusmap.carto.sheet import Box


class Ground:
    """The price of covering each point of a map. ``base`` is another ground on the same place, to add to."""

    def __init__(self, clip: Box, shapes: Iterable[tuple[BaseGeometry, float]], base: Ground | None = None) -> None:
        self._left, self._top = int(clip[0]) - 1, int(clip[1]) - 1
        size = (int(clip[2]) + 2 - self._left, int(clip[3]) + 2 - self._top)
        prices: NDArray[np.float32] = np.zeros((size[1], size[0]), dtype=np.float32)
        by_price: dict[float, list[BaseGeometry]] = {}
        for shape, price in shapes:
            if price and not shape.is_empty:
                by_price.setdefault(price, []).append(shape)
        for price, group in by_price.items():
            prices += price * self._cover(group, size)
        table = np.zeros((size[1] + 1, size[0] + 1))
        table[1:, 1:] = prices.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
        self.sums: NDArray[np.float64] = table + base.sums if base is not None else table

    def _cover(self, shapes: list[BaseGeometry], size: tuple[int, int]) -> NDArray[np.float32]:
        """Return 1 where one of the shapes lies, else 0; outer polygons are drawn before those inside their holes."""
        image = Image.new("1", size)
        pen = ImageDraw.Draw(image)
        parts = shapely.get_parts(shapely.get_parts(np.array(shapes, dtype=np.object_)))
        for part in sorted(parts, key=lambda each: -float(each.area)):
            if part.geom_type == "Polygon":
                pen.polygon(self._ring(part.exterior), fill=1, outline=1)
                for hole in part.interiors:
                    pen.polygon(self._ring(hole), fill=0)
            elif part.geom_type == "LineString":
                pen.line(self._ring(part), fill=1)
        return np.asarray(image, dtype=np.float32)

    def _ring(self, line: BaseGeometry) -> list[float]:
        flat: list[float] = (shapely.get_coordinates(line) - [self._left, self._top]).ravel().tolist()
        return flat

    def cost(self, boxes: Boxes) -> NDArray[np.float64]:
        """Add up what each box would cover."""
        height, width = self.sums.shape
        left = np.clip(np.floor(boxes[:, 0] - self._left), 0, width - 1).astype(int)
        right = np.clip(np.ceil(boxes[:, 2] - self._left), 0, width - 1).astype(int)
        top = np.clip(np.floor(boxes[:, 1] - self._top), 0, height - 1).astype(int)
        bottom = np.clip(np.ceil(boxes[:, 3] - self._top), 0, height - 1).astype(int)
        sums = self.sums
        return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left])
