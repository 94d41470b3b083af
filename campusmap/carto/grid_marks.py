"""The grid on a map: its lines over the ground, its names along the edges; aslant where map or grid is turned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, box
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import to_polygons
from campusmap.carto.facts import words_boxes
from campusmap.carto.ground import Ground
from campusmap.carto.paper import GUTTER
from campusmap.carto.sheet import Badge, Ink, Words
from campusmap.carto.style import load_styles
from campusmap.carto.turned import centre_boxes, cross_points
from campusmap.carto.typeface import CAP_EM, text_width
from campusmap.carto.window import Window
from campusmap.georeference.grid import Coordinate, column_names, grid_to_north
from campusmap.model.places import Grid

Item = Ink | Words
_NAMED_PT: Final = 40.0  # cells smaller than this on paper would be all name; tool default
_BLANK_PT: Final = 0.8  # over and under a word, between it and a grid line that ends there
_BESIDE_PT: Final = 2.4  # the same beside a word, where a dash would be read as a letter more; tool default
_ON_MAP: Final = "grid "  # before the name of a cell that stands on the map
_STEP_PT: Final = 4.0  # between places that are tried for it; tool default
_CLEAR_PT: Final = 15.0  # kept round it where there is room, for doors' tags beside a wall; tool default
_COVER: Final = 3.0  # how much worse it is to cover a thing with it than to stand beside; tool default, set by eye
_CORNERS: Final = ((0, 1, 1, 0), (0, 0, 1, 1))  # of a cell: columns and rows


def draw_grid_lines(grid: Grid, window: Window) -> list[Item]:
    """Draw the grid's lines over the ground shown."""
    if grid.turn_deg:
        return _turned_lines(grid, window)
    left, top, right, bottom = window.clip
    lines = [LineString([(x, top), (x, bottom)]) for x, _ in _column_lines(grid, window) if left < x < right]
    lines += [LineString([(left, y), (right, y)]) for y, _ in _row_lines(grid, window) if top < y < bottom]
    return [Ink(MultiLineString(lines), "grid.line")] if lines else []


def clear_words(lines: Iterable[Item], items: Iterable[Ink | Words | Badge]) -> list[Item]:
    """Leave blanks in the grid's lines where words stand, which they would strike out."""
    drawn = [line for line in lines if isinstance(line, Ink)]
    places = [place for item in items if isinstance(item, Words) for place in words_boxes(item)]
    if not places or not drawn:
        return list(lines)
    more = np.array([-_BESIDE_PT, -_BLANK_PT, _BESIDE_PT, _BLANK_PT])
    words = np.asarray(shapely.box(*(np.array(places) + more).T))
    near, _ = shapely.STRtree([line.shape for line in drawn]).query(words, "intersects")
    blank = shapely.union_all(words[np.unique(near)])
    cut = (replace(line, shape=line.shape.difference(blank)) for line in drawn)
    return [line for line in cut if not line.shape.is_empty]


def _turned_lines(grid: Grid, window: Window) -> list[Item]:
    """Draw the lines of a grid that lies aslant, as far as it reaches."""
    wide, high, shown = grid.columns * grid.cell_m, grid.rows * grid.cell_m, box(*window.clip)
    steps = [((n * grid.cell_m, 0.0), (n * grid.cell_m, high)) for n in range(grid.columns + 1)]
    steps += [((0.0, n * grid.cell_m), (wide, n * grid.cell_m)) for n in range(grid.rows + 1)]
    lines = shapely.linestrings(np.stack(_turned_point(grid, window, *np.moveaxis(np.array(steps), -1, 0)), axis=-1))
    parts = shapely.get_parts(shapely.intersection(lines, shown))
    cut = parts[shapely.length(parts) > 0].tolist()
    return [Ink(MultiLineString(cut), "grid.line")] if cut else []


def _turned_point(grid: Grid, window: Window, right: Coordinate, down: Coordinate) -> tuple[Coordinate, Coordinate]:
    """Return the page's place of a point so many metres right of and below a grid's upper left corner."""
    return window.to_page(*grid_to_north(grid, grid.x_min + right, grid.y_max - down))


def _turned_names(grid: Grid, window: Window, ground: Ground) -> Iterator[Item]:
    """Write a cell's whole name in the gutter wherever the cell meets an edge, else "grid C3" on the map.

    Where the grid lies aslant no letter and number line up along the edges, so both stand in every name. On the map
    a bare one would be taken for a room's, or for an elevator's: E1.
    """
    size, clip = load_styles()["grid.label"].size_pt, box(*window.clip)
    cells, names = _turned_cells(grid, window)
    met, inside = shapely.intersects(cells, clip), clip.buffer(-size)
    large = grid.cell_m * window.scale.points_per_metre >= _NAMED_PT
    for cell, name, spans in zip(cells[met], names[met].tolist(), _edge_spans(cells[met], window), strict=True):
        at_edge = list(_edge_names(spans, name, size, window))
        if large and not at_edge and (shown := shapely.intersection(cell, inside)):
            yield _name_on_map(f"{_ON_MAP}{name}", shown, size, ground)
        yield from at_edge


def _name_on_map(name: str, cell: BaseGeometry, size: float, ground: Ground) -> Words:
    """Write a name where it covers least of ``ground`` and stands clear, near the middle of its cell."""
    half_w, half_h = text_width(name, size, bold=True) / 2 + _BESIDE_PT, size * CAP_EM / 2 + _BLANK_PT
    middle, (x0, y0, x1, y1) = cell.centroid, cell.bounds
    places = np.vstack([[(middle.x, middle.y)], cross_points(np.arange(x0, x1, _STEP_PT), np.arange(y0, y1, _STEP_PT))])
    fits = shapely.contains(cell, to_polygons(centre_boxes(places, half_w, half_h)))
    places = places[fits] if fits.any() else places[:1]
    cost = ground.cost(centre_boxes(places, half_w + _CLEAR_PT, half_h + _CLEAR_PT))
    cost += _COVER * ground.cost(centre_boxes(places, half_w, half_h))
    away = np.hypot(places[:, 0] - middle.x, places[:, 1] - middle.y)
    x, y = places[np.argmin(np.round(cost + away, 6))].tolist()
    return _grid_name(name, x, y, size)


def _turned_cells(grid: Grid, window: Window) -> tuple[NDArray[np.object_], NDArray[np.str_]]:
    """Return the cells on the page that may meet the map, and their names."""
    step, names = grid.cell_m, column_names(grid)
    columns, rows = np.meshgrid(np.arange(len(names)), np.arange(grid.rows))
    right, down = (
        np.asarray((cells.reshape(-1, 1) + corners) * step, dtype=np.float64)
        for cells, corners in zip((columns, rows), _CORNERS, strict=True)
    )
    corners = np.stack(_turned_point(grid, window, right, down), axis=-1)
    low, high = corners.min(axis=1), corners.max(axis=1)
    near = ((high >= window.clip[:2]) & (low <= window.clip[2:])).all(axis=1)
    named = [f"{letter}{name}" for letter in grid.letters[: grid.rows] for name in names]
    return np.asarray(shapely.polygons(corners[near])), np.array(named)[near]


def _edge_spans(cells: NDArray[np.object_], window: Window) -> list[list[list[float]]]:
    """Return for each cell the bounds of what the upper, lower, left and right edge of a map have of it, 0 if none."""
    left, top, right, bottom = window.clip
    ends = [[(left, top), (right, top)], [(left, bottom), (right, bottom)],
            [(left, top), (left, bottom)], [(right, top), (right, bottom)]]  # fmt: skip
    met = shapely.bounds(shapely.intersection(cells[:, None], shapely.linestrings(ends)))
    return np.nan_to_num(met, nan=0.0).tolist()  # type: ignore[no-any-return]


def _edge_names(spans: list[list[float]], name: str, size: float, window: Window) -> Iterator[Item]:
    """Write a cell's name beside each edge of the map that it meets, in the middle of what shows of it there."""
    frame = window.frame
    for (x0, _, x1, _), beyond in zip(spans[:2], (frame[1] - GUTTER, frame[3]), strict=True):
        if x1 - x0 > text_width(name, size, bold=True) + 2:
            yield _grid_name(name, (x0 + x1) / 2, beyond + GUTTER / 2, size)
            yield from (_tick(x, beyond, 0.0, GUTTER) for x in (x0, x1))
    for (_, y0, _, y1), beyond in zip(spans[2:], (frame[0] - GUTTER, frame[2]), strict=True):
        if y1 - y0 > text_width(name, size, bold=True) + 2:
            yield _side_name(name, beyond + GUTTER / 2, (y0 + y1) / 2, size)
            yield from (_tick(beyond, y, GUTTER, 0.0) for y in (y0, y1))


def _side_name(name: str, x: float, y: float, size: float) -> Words:
    """Write a name into a gutter at the side, turned: letter and number fill its width, and more."""
    return replace(_grid_name(name, x, y, size), x=x + size * CAP_EM / 2, y=y, rotation_deg=-90.0)


def _column_lines(grid: Grid, window: Window) -> list[tuple[float, str]]:
    """Return the page x of each column's west edge with the column's name, and of the last one's east edge."""
    names = [*column_names(grid), ""]
    return [(window.to_page(grid.x_min + n * grid.cell_m, 0.0)[0], name) for n, name in enumerate(names)]


def _row_lines(grid: Grid, window: Window) -> list[tuple[float, str]]:
    names = [*grid.letters[: grid.rows], ""]
    return [(window.to_page(0.0, grid.y_max - n * grid.cell_m)[1], name) for n, name in enumerate(names)]


def draw_grid_names(grid: Grid, window: Window, ground: Ground) -> list[Item]:
    """Write the grid's names in the gutters along all four edges, each in the middle of what shows of its cells.

    Where the grid lies aslant a cell may meet no edge: its name then covers as little of ``ground`` as it can.
    """
    if grid.turn_deg:
        return list(_turned_names(grid, window, ground))
    style = load_styles()["grid.label"]
    size, (left, top, right, bottom), f = style.size_pt, window.clip, window.frame
    items: list[Item] = []
    for low, high, name in _spans(_column_lines(grid, window), left, right):
        if high - low > text_width(name, size, bold=True) + 2:
            items += [_grid_name(name, (low + high) / 2, y, size) for y in (f[1] - GUTTER / 2, f[3] + GUTTER / 2)]
            items += [_tick(x, y, 0.0, GUTTER) for x in (low, high) for y in (f[1] - GUTTER, f[3])]
    for low, high, name in _spans(_row_lines(grid, window), top, bottom):
        if high - low > size:
            items += [_grid_name(name, x, (low + high) / 2, size) for x in (f[0] - GUTTER / 2, f[2] + GUTTER / 2)]
            items += [_tick(x, y, GUTTER, 0.0) for y in (low, high) for x in (f[0] - GUTTER, f[2])]
    return items


def _spans(lines: list[tuple[float, str]], low: float, high: float) -> Iterator[tuple[float, float, str]]:
    for (start, name), (end, _) in pairwise(lines):
        if end > low and start < high:
            yield max(start, low), min(end, high), name


def _grid_name(name: str, x: float, y: float, size: float) -> Words:
    return Words(name, x, y + size * CAP_EM / 2, size, True, False, "middle", "grid.label")


def _tick(x: float, y: float, dx: float, dy: float) -> Ink:
    return Ink(LineString([(x, y), (x + dx, y + dy)]), "sheet.hairline")
