"""Where the ground lies on the paper: a true-north-up window at a ruler's scale, cut in parts if need be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from campusmap.carto.paper import POINTS_PER_METRE, Box, Scale, choose_scale
from campusmap.georeference.grid import Coordinate

Shapes = TypeVar("Shapes", BaseGeometry, NDArray[np.object_])

OVERLAP_M: Final = 3.0  # ground shown on both sides of a match line; tool default
_SLIVER: Final = 0.2  # of a cell's width: what reaches no farther into it goes to the neighbour; tool default
_TOUCH_M: Final = 0.01  # parts that share less of an edge than this meet at a corner
# A part, the bounds of what it holds, and the sides on which it is cut with the names of the parts beyond.
Cut = tuple[Box, Box, tuple[tuple[str, str], ...]]
_CUT_PT: Final = 12.0  # blank beyond a cut, for the words at the match line
_DETAIL_PT: Final = 0.03  # 0.01 mm: finer than any printer
_NOTHING: Final = Polygon()


@dataclass(frozen=True, slots=True)
class Window:
    """The ground drawn in ``frame`` at ``scale``, centred on ``centre``; ``part`` is what this sheet answers for.

    ``part`` and ``centre`` are in scene metres. ``cuts`` names the sides ("west" ...) where a match line runs.
    """

    scale: Scale
    centre: tuple[float, float]
    part: Box
    frame: Box
    name: str = ""
    cuts: tuple[tuple[str, str], ...] = ()  # side, names of the parts beyond

    @property
    def ground(self) -> Box:
        """Return what is drawn: the frame, or as far as the part and its overlap where match lines run (metres)."""
        k = self.scale.points_per_metre
        half_w, half_h = (self.frame[2] - self.frame[0]) / 2 / k, (self.frame[3] - self.frame[1]) / 2 / k
        x0, y0, x1, y1 = self.part
        left, bottom = self.centre[0] - half_w, self.centre[1] - half_h
        right, top = self.centre[0] + half_w, self.centre[1] + half_h
        sides = {side for side, _ in self.cuts}
        return (
            max(left, x0 - OVERLAP_M) if "west" in sides else left,
            max(bottom, y0 - OVERLAP_M) if "south" in sides else bottom,
            min(right, x1 + OVERLAP_M) if "east" in sides else right,
            min(top, y1 + OVERLAP_M) if "north" in sides else top,
        )

    @property
    def open_cuts(self) -> tuple[tuple[str, str], ...]:
        """Return the match lines that lie on the sheet; what is drawn may end before it comes to one."""
        left, top, right, bottom = self.clip
        x0, y0, x1, y1 = self.frame
        seen = {"west": left > x0, "north": top > y0, "east": right < x1, "south": bottom < y1}
        return tuple((side, beyond) for side, beyond in self.cuts if seen[side])

    @property
    def clip(self) -> Box:
        """Return the ground on paper (points)."""
        x0, y0, x1, y1 = self.ground
        left, bottom = self.to_page(x0, y0)
        right, top = self.to_page(x1, y1)
        return left, top, right, bottom

    def to_page(self, x: Coordinate, y: Coordinate) -> tuple[Coordinate, Coordinate]:
        """Turn scene metres into points on the page."""
        k = self.scale.points_per_metre
        middle_x, middle_y = (self.frame[0] + self.frame[2]) / 2, (self.frame[1] + self.frame[3]) / 2
        return middle_x + (x - self.centre[0]) * k, middle_y - (y - self.centre[1]) * k

    def move(self, shape: BaseGeometry) -> BaseGeometry:
        """Bring a shape onto the page, thinned to what a printer can show and cut at the window."""
        return self.move_all([shape])[0]

    def move_all(self, shapes: Sequence[BaseGeometry], beyond_pt: float = 0.0) -> list[BaseGeometry]:
        """Bring shapes onto the page, each as ``move`` does, cut so far beyond the window."""
        k = self.scale.points_per_metre
        middle_x, middle_y = (self.frame[0] + self.frame[2]) / 2, (self.frame[1] + self.frame[3]) / 2
        shift_x, shift_y = middle_x - self.centre[0] * k, middle_y + self.centre[1] * k
        moved = scale_to_page(np.array(shapes, dtype=np.object_), k, shift_x, shift_y)
        left, top, right, bottom = self.clip
        clip = (left - beyond_pt, top - beyond_pt, right + beyond_pt, bottom + beyond_pt)
        return cut_shapes(shapely.simplify(moved, _DETAIL_PT, preserve_topology=False), clip)

    def shows(self, x: float, y: float) -> bool:
        """Tell whether a point in scene metres is on the ground that is drawn."""
        x0, y0, x1, y1 = self.ground
        return x0 <= x <= x1 and y0 <= y <= y1

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point in scene metres is one that this sheet answers for."""
        x0, y0, x1, y1 = self.part
        return x0 <= x <= x1 and y0 <= y <= y1


def scale_to_page(shapes: Shapes, k: float, shift_x: float, shift_y: float) -> Shapes:
    """Scale shapes whose y points up by k points a metre, shift them, and turn y down as on a page."""
    factor, shift = np.array([k, -k]), np.array([shift_x, shift_y])

    def turn(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(points * factor + shift)

    return shapely.transform(shapes, turn)


def cut_shapes(shapes: NDArray[np.object_], clip: Box) -> list[BaseGeometry]:
    """Cut shapes at a rectangle; a shape wholly inside is handed back as it is, one wholly outside as an empty one."""
    left, top, right, bottom = shapely.bounds(shapes).T  # not a number for empty ones, of which nothing below is true
    outside = (right < clip[0]) | (left > clip[2]) | (bottom < clip[1]) | (top > clip[3])
    across = ~outside & ((left < clip[0]) | (top < clip[1]) | (right > clip[2]) | (bottom > clip[3]))
    cut = shapes.copy()
    cut[outside] = _NOTHING
    crossing = shapes[across]
    broken = ~shapely.is_valid(crossing)
    crossing[broken] = shapely.make_valid(crossing[broken])
    cut[across] = shapely.intersection(crossing, box(*clip))
    return list(cut)


def whole_window(bounds: Box, margin: float, frame: Box) -> Window:
    """Show a scene whole."""
    return cut_windows([(bounds, bounds, ())], [""], margin, frame)[0]


def split_window(
    bounds: Box, columns: int, rows: int, margin: float, shapes: Sequence[BaseGeometry], frame: Box
) -> list[Window]:
    """Cut a scene into equal parts, from the north-west, at one scale that fits what each part holds.

    ``margin`` points stay free for what is set outside the walls, but not at a match line, where ground goes on.
    Parts that hold none of ``shapes`` are left out. Where that leaves no part thin, and costs neither sheets nor
    scale, each row is cut where its own ground is halved: the wings of an L have little in common.
    """
    if columns * rows == 1:
        return [whole_window(bounds, margin, frame)]
    drawn = np.array(shapes, dtype=np.object_)
    cells = [_cell(bounds, c, r, columns, rows) for r in range(rows) for c in range(columns)]
    ways = [_lay_parts(cells, drawn, margin, frame)]
    if columns > 1 and rows > 1:
        own = [cell for r in range(rows) for cell in _cut_row(_cell(bounds, 0, r, 1, rows), columns, drawn)]
        ways.append(_lay_parts(own, drawn, margin, frame))
    return min(ways, key=lambda way: _score_parts(way, drawn)) if ways[0] else ways[0]


def _cut_row(row: Box, columns: int, shapes: NDArray[np.object_]) -> list[Box]:
    """Cut a row into cells that halve what it holds; the outermost reach to its ends."""
    held = shapely.clip_by_rect(shapes, *row)
    if not shapely.area(held).any():
        return [row]
    west, _, east, _ = _bounds(held)
    xs = [row[0], *(float(x) for x in np.linspace(west, east, columns + 1)[1:-1]), row[2]]
    return [(left, row[1], right, row[3]) for left, right in pairwise(xs)]


def _score_parts(windows: list[Window], shapes: NDArray[np.object_]) -> tuple[float, ...]:
    """Put fewer parts first, then the larger scale, then those of which the emptiest holds most (square metres)."""
    held = (float(shapely.area(shapely.clip_by_rect(shapes, *window.part)).sum()) for window in windows)
    return len(windows), windows[0].scale.denominator, -round(min(held), 3)


def _lay_parts(cells: list[Box], drawn: NDArray[np.object_], margin: float, frame: Box) -> list[Window]:
    parts = absorb_slivers([cell for cell in cells if shapely.area(shapely.clip_by_rect(drawn, *cell)).any()], drawn)
    names = [part_name(n) for n in range(len(parts))]
    beside = [_beside(part, parts, names) for part in parts]
    cuts = [(part, _held(drawn, part, sides), sides) for part, sides in zip(parts, beside, strict=True)]
    return cut_windows(cuts, names, margin, frame) if cuts else []


def _cell(bounds: Box, column: int, row: int, columns: int, rows: int) -> Box:
    """Return one of equal cells; neighbours share the very numbers of their edge."""
    x0, y0, x1, y1 = bounds
    xs, ys = np.linspace(x0, x1, columns + 1), np.linspace(y1, y0, rows + 1)
    return float(xs[column]), float(ys[row + 1]), float(xs[column + 1]), float(ys[row])


def absorb_slivers(cells: list[Box], shapes: NDArray[np.object_]) -> list[Box]:
    """Give what a cell holds close to one edge to the neighbour there: a sheet of its own would be all but empty."""
    parts = list(cells)
    for cell in cells:
        content = _bounds(shapely.clip_by_rect(shapes, *cell))
        for depth, n in sorted((_depth(cell, content, n), n) for n in range(4)):
            neighbour = next((part for part in parts if _shares_side(cell, part, n)), None)
            if depth < _SLIVER and neighbour and cell in parts:
                grown = list(neighbour)
                grown[(n + 2) % 4] = content[(n + 2) % 4]
                parts[parts.index(neighbour)] = (grown[0], grown[1], grown[2], grown[3])
                parts.remove(cell)
    return parts


def _bounds(shapes: NDArray[np.object_]) -> Box:
    x0, y0, x1, y1 = (float(v) for v in shapely.total_bounds(shapes))
    return x0, y0, x1, y1


def _depth(cell: Box, content: Box, n: int) -> float:
    """Return how far from a side (0 to 3: west, south, east, north) what a cell holds reaches, as a share of it."""
    far = (n + 2) % 4
    return abs(content[far] - cell[n]) / abs(cell[far] - cell[n])


def _shares_side(cell: Box, other: Box, n: int) -> bool:
    """Tell whether another box lies along a whole side ``n`` of a cell."""
    across = (n + 1) % 2
    same = cell[across] == other[across] and cell[across + 2] == other[across + 2]
    return same and other[(n + 2) % 4] == cell[n]


def _beside(part: Box, parts: Sequence[Box], names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the sides along which other parts lie, each with their names."""
    found = []
    for n, side in ((0, "west"), (3, "north"), (2, "east"), (1, "south")):
        across = (n + 1) % 2
        there = [
            name
            for other, name in zip(parts, names, strict=True)
            if other[(n + 2) % 4] == part[n]
            and min(part[across + 2], other[across + 2]) - max(part[across], other[across]) > _TOUCH_M
        ]
        if there:
            found.append((side, " and ".join(there)))
    return tuple(found)


def _held(shapes: NDArray[np.object_], part: Box, sides: tuple[tuple[str, str], ...]) -> Box:
    """Return the bounds of what a part shows, its overlap with its neighbours included."""
    cut = {side for side, _ in sides}
    west, south, east, north = (OVERLAP_M if side in cut else 0.0 for side in ("west", "south", "east", "north"))
    return _bounds(shapely.clip_by_rect(shapes, part[0] - west, part[1] - south, part[2] + east, part[3] + north))


def cut_windows(cuts: Sequence[Cut], names: Sequence[str], margin: float, frame: Box) -> list[Window]:
    """Lay parts on paper at one scale that fits them all, each in the middle of its sheet."""
    room_w, room_h = frame[2] - frame[0], frame[3] - frame[1]
    needed = 0.0
    for _, content, sides in cuts:
        west, north, east, south = _margins(sides, margin)
        across = max(content[2] - content[0], 1.0) / (room_w - west - east)
        needed = max(needed, across, max(content[3] - content[1], 1.0) / (room_h - north - south))
    scale = choose_scale(needed * POINTS_PER_METRE)
    windows = []
    for (part, content, sides), name in zip(cuts, names, strict=True):
        west, north, east, south = (each / scale.points_per_metre for each in _margins(sides, margin))
        centre = ((content[0] - west + content[2] + east) / 2, (content[1] - south + content[3] + north) / 2)
        windows.append(Window(scale, centre, part, frame, name, sides))
    return windows


def _margins(cuts: tuple[tuple[str, str], ...], margin: float) -> tuple[float, float, float, float]:
    sides = {side for side, _ in cuts}
    west, north, east, south = (_CUT_PT if s in sides else margin for s in ("west", "north", "east", "south"))
    return west, north, east, south


def part_name(number: int) -> str:
    """Name a part by a letter."""
    return "ABCDEFGHJKLMNPQRSTUVWXYZ"[number % 24]
