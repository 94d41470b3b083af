"""Where the ground lies on the paper: a true-north-up window at a ruler's scale, cut in parts if need be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from campusmap.carto.paper import MAP, Scale, choose_scale
from campusmap.carto.sheet import Box

OVERLAP_M: Final = 3.0  # ground shown on both sides of a match line; tool default
_DETAIL_PT: Final = 0.03  # 0.01 mm: finer than any printer


@dataclass(frozen=True, slots=True)
class Window:
    """The ground drawn in ``frame`` at ``scale``, centred on ``centre``; ``part`` is what this sheet answers for.

    ``part`` and ``centre`` are in scene metres. ``cuts`` names the sides ("west" ...) where a match line runs.
    """

    scale: Scale
    centre: tuple[float, float]
    part: Box
    frame: Box = MAP
    name: str = ""
    cuts: tuple[tuple[str, str], ...] = ()  # side, name of the part beyond

    @property
    def ground(self) -> Box:
        """Return what is drawn: the frame, or where match lines run the part and its overlap (scene metres)."""
        k = self.scale.points_per_metre
        half_w, half_h = (self.frame[2] - self.frame[0]) / 2 / k, (self.frame[3] - self.frame[1]) / 2 / k
        x0, y0, x1, y1 = self.part
        sides = {side for side, _ in self.cuts}
        return (
            x0 - OVERLAP_M if "west" in sides else self.centre[0] - half_w,
            y0 - OVERLAP_M if "south" in sides else self.centre[1] - half_h,
            x1 + OVERLAP_M if "east" in sides else self.centre[0] + half_w,
            y1 + OVERLAP_M if "north" in sides else self.centre[1] + half_h,
        )

    @property
    def clip(self) -> Box:
        """Return the ground on paper (points)."""
        x0, y0, x1, y1 = self.ground
        left, bottom = self.to_page(x0, y0)
        right, top = self.to_page(x1, y1)
        return left, top, right, bottom

    def to_page(self, x: float, y: float) -> tuple[float, float]:
        """Turn scene metres into points on the page."""
        k = self.scale.points_per_metre
        middle_x, middle_y = (self.frame[0] + self.frame[2]) / 2, (self.frame[1] + self.frame[3]) / 2
        return middle_x + (x - self.centre[0]) * k, middle_y - (y - self.centre[1]) * k

    def move(self, shape: BaseGeometry) -> BaseGeometry:
        """Bring a shape onto the page, thinned to what a printer can show and cut at the window."""
        k = self.scale.points_per_metre
        middle_x, middle_y = (self.frame[0] + self.frame[2]) / 2, (self.frame[1] + self.frame[3]) / 2
        shift_x, shift_y = middle_x - self.centre[0] * k, middle_y + self.centre[1] * k
        moved = scale_to_page(shape, k, shift_x, shift_y)
        return cut_shape(shapely.simplify(moved, _DETAIL_PT, preserve_topology=False), self.clip)

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point in scene metres is one that this sheet answers for."""
        x0, y0, x1, y1 = self.part
        return x0 <= x <= x1 and y0 <= y <= y1


def scale_to_page(shape: BaseGeometry, k: float, shift_x: float, shift_y: float) -> BaseGeometry:
    """Scale a shape whose y points up by k points a metre, shift it, and turn y down as on a page."""
    factor, shift = np.array([k, -k]), np.array([shift_x, shift_y])

    def turn(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return points * factor + shift

    return shapely.transform(shape, turn)


def cut_shape(shape: BaseGeometry, clip: Box) -> BaseGeometry:
    """Cut a shape at a rectangle; a shape wholly inside is handed back as it is."""
    x0, y0, x1, y1 = shape.bounds if not shape.is_empty else (0.0, 0.0, -1.0, -1.0)
    if x1 < x0 or (x0 >= clip[0] and y0 >= clip[1] and x1 <= clip[2] and y1 <= clip[3]):
        return shape
    if x1 < clip[0] or x0 > clip[2] or y1 < clip[1] or y0 > clip[3]:
        return Polygon()
    return shapely.intersection(shapely.make_valid(shape) if not shape.is_valid else shape, box(*clip))


def whole_window(bounds: Box, margin: float, frame: Box = MAP) -> Window:
    """Show a scene whole."""
    return split_window(bounds, 1, 1, margin, frame)[0]


def split_window(bounds: Box, columns: int, rows: int, margin: float, frame: Box = MAP) -> list[Window]:
    """Cut a scene into equal parts, from the north-west, at one scale that fits them all.

    ``margin`` points stay free all round for what is set outside the walls.
    """
    x0, y0, x1, y1 = bounds
    step_x, step_y = (x1 - x0) / columns, (y1 - y0) / rows
    more_x, more_y = (2 * OVERLAP_M if columns > 1 else 0.0), (2 * OVERLAP_M if rows > 1 else 0.0)
    scale = choose_scale(max(step_x + more_x, 1.0), max(step_y + more_y, 1.0), frame, margin)
    windows = []
    for row in range(rows):
        for column in range(columns):
            left, top = x0 + column * step_x, y1 - row * step_y
            part = (left, top - step_y, left + step_x, top)
            centre = (left + step_x / 2, top - step_y / 2)
            name = part_name(column, row, columns) if columns * rows > 1 else ""
            windows.append(Window(scale, centre, part, frame, name, _cuts(column, row, columns, rows)))
    return windows


def part_name(column: int, row: int, columns: int) -> str:
    """Name a part by a letter, reading order."""
    return "ABCDEFGHJKLMNPQRSTUVWXYZ"[(row * columns + column) % 24]


def _cuts(column: int, row: int, columns: int, rows: int) -> tuple[tuple[str, str], ...]:
    beyond = {
        "west": (column - 1, row),
        "north": (column, row - 1),
        "east": (column + 1, row),
        "south": (column, row + 1),
    }
    return tuple(
        (side, part_name(c, r, columns))
        for side, (c, r) in beyond.items()
        if 0 <= c < columns and 0 <= r < rows
    )
