"""Small plans for the report pages: each floor drawn once, looked at through a window for every spot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from campusmap.carto.scene import label_point, move_all, mover
from campusmap.carto.spots import Spot
from campusmap.model.places import Campus, Floor
from campusmap.render.svg import clean_xml, shapes_to_paths

# Units of a figure a metre: whole numbers are decimetres, finer than these plans show.
PER_M: Final = 10.0
FINE_M: Final = 0.08  # bends smaller than this are left out (tool default)
WINDOW_M: Final = (40.0, 30.0)  # the least that a window shows, across and down (tool default)
AROUND_M: Final = 7.0  # round what is marked
RING_M: Final = 1.6  # radius of the ring round a point
_BADGE: Final = "0000"  # as wide as a badge beside the labels under it
LABELS: Final = 24  # numbers in one window, the nearest to the spot first (tool default)
Box = tuple[float, float, float, float]  # left, top, width, height, unless said otherwise
Label = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One floor, or the grounds, in decimetres, y down; ``labels`` are texts with their places."""

    key: str
    title: str
    origin: tuple[float, float]  # left and top edge in the drawing frame, m
    size: tuple[float, float]
    paths: tuple[tuple[str, str], ...]  # class, path data
    labels: tuple[Label, ...]
    north_up: bool

    def to_units(self, shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
        """Return shapes of the drawing frame in the figure's units."""
        left, top = self.origin

        def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            return (np.column_stack([xy[:, 0] - left, top - xy[:, 1]]) * PER_M).round(0)

        return shapely.transform(np.array(list(shapes), np.object_), move).tolist()  # type: ignore[no-any-return]


def draw_figures(campus: Campus) -> dict[str, Figure]:
    """Draw every floor that has an outline by its id, and the grounds as ""."""
    floors = [(b, f) for b in campus.buildings for f in b.floors if not f.outline.is_empty]
    figures = {
        floor.id: _draw_floor(campus, floor, f"p{n}", f"{building.name or building.id}, {floor.name or floor.id}")
        for n, (building, floor) in enumerate(floors)
    }
    return {**figures, **_draw_grounds(campus)}


def _draw_floor(campus: Campus, floor: Floor, key: str, title: str) -> Figure:
    move = mover(campus, floor)
    rooms = MultiPolygon([part for space in floor.spaces for part in shapely.get_parts(space.outline)])
    shapes = {"plan-floor": floor.outline, "plan-rooms": rooms, "plan-walls": floor.walls}
    outlines = move_all(campus, floor, [space.outline for space in floor.spaces]).tolist()
    texts = [(s.shown_number or s.name, label_point(at)) for s, at in zip(floor.spaces, outlines, strict=True)]
    return _figure(key, title, {name: move(shape) for name, shape in shapes.items()}, texts, floor.frame.placed)


def _draw_grounds(campus: Campus) -> dict[str, Figure]:
    built = [building for building in campus.buildings if not building.footprint.is_empty]
    if campus.north is None or not built:
        return {}
    move = mover(campus)
    shapes = {"plan-rooms": MultiPolygon([part for b in built for part in shapely.get_parts(b.footprint)])}
    texts = [(b.number or b.name or b.id, label_point(move(b.footprint))) for b in built]
    return {"": _figure("pg", "Campus", {name: move(shape) for name, shape in shapes.items()}, texts, True)}


def _figure(
    key: str, title: str, shapes: dict[str, BaseGeometry], texts: Iterable[tuple[str, Point]], north_up: bool
) -> Figure:
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(list(shapes.values())))
    empty = Figure(key, title, (x_min, y_max), ((x_max - x_min) * PER_M, (y_max - y_min) * PER_M), (), (), north_up)
    drawn = shapes_to_paths(empty.to_units(shapely.simplify(s, FINE_M) for s in shapes.values()))
    paths = tuple((name, path) for name, path in zip(shapes, drawn, strict=True) if path)
    shown = [(text, at) for text, at in texts if text]
    places = shapely.get_coordinates(empty.to_units(at for _, at in shown)).tolist()
    labels = tuple((text, x, y) for (text, _), (x, y) in zip(shown, places, strict=True))
    return Figure(key, title, empty.origin, empty.size, paths, labels, north_up)


def define_figures(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield the one drawing of each figure, for the windows to use."""
    yield '<svg class="store" width="0" height="0" aria-hidden="true"><defs>'
    for figure in figures:
        drawn = "".join(f'<path class="{name}" d="{path}"/>' for name, path in figure.paths)
        yield f'<g id="{figure.key}">{drawn}</g>'
    yield "</defs></svg>"


def draw_window(figure: Figure, spot: Spot) -> str:
    """Draw what surrounds a spot, with the spot marked."""
    shapes = figure.to_units(spot.shapes)
    left, top, width, height = _window(shapes)
    size = max(width, height * 4 / 3) / 22
    texts = "".join(_text(*label, size) for label in _labels_in(figure, (left, top, width, height), shapes, size))
    marked = "".join(map(_mark, shapes, shapes_to_paths(shapes)))
    label = escape(clean_xml(f"Plan of the spot: {figure.title}", any_letter=True))
    return (
        f'<svg class="spot" viewBox="{left:g} {top:g} {width:g} {height:g}" role="img" aria-label="{label}">'
        f'<use href="#{figure.key}"/>{texts}{marked}</svg>'
    )


def _window(shapes: Sequence[BaseGeometry]) -> Box:
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(list(shapes)))
    around = 2 * AROUND_M * PER_M
    width, height = x_max - x_min + around, y_max - y_min + around
    width = max(width, WINDOW_M[0] * PER_M, height * WINDOW_M[0] / WINDOW_M[1])
    height = width * WINDOW_M[1] / WINDOW_M[0]
    return round((x_min + x_max - width) / 2), round((y_min + y_max - height) / 2), round(width), round(height)


def _labels_in(figure: Figure, window: Box, shapes: Sequence[BaseGeometry], size: float) -> list[Label]:
    left, top, width, height = window
    seen = [(t, x, y) for t, x, y in figure.labels if left < x < left + width and top < y < top + height]
    middle = shapes[0].centroid
    nearest = sorted(seen, key=lambda label: ((label[1] - middle.x) ** 2 + (label[2] - middle.y) ** 2, label))
    return _clear(nearest[:LABELS], size)


def _clear(labels: Sequence[Label], size: float, taken: Sequence[Label] = ()) -> list[Label]:
    """Leave out the labels that would be written over one that comes before them, or over what is ``taken``."""
    kept = list(taken)
    for text, x, y in labels:
        reach = size * 0.32  # half the mean advance of a digit
        if all(
            abs(y - other_y) > size or abs(x - other_x) > reach * (min(len(text), 12) + min(len(other), 12))
            for other, other_x, other_y in kept
        ):
            kept.append((text, x, y))
    return kept[len(taken) :]


def _text(text: str, x: float, y: float, size: float) -> str:
    shown = escape(clean_xml(text if len(text) <= 12 else f"{text[:11]}…", any_letter=True))
    return f'<text class="plan-label" font-size="{size:.0f}" x="{x:g}" y="{y + size / 3:.0f}">{shown}</text>'


def _mark(shape: BaseGeometry, outline: str) -> str:
    """Mark a room by its outline, and anything smaller by a ring."""
    if shape.geom_type.endswith("Polygon") and not shape.is_empty:
        return f'<path class="hit" d="{outline}"/>'
    at = shape.centroid
    return f'<circle class="ring" cx="{at.x:.0f}" cy="{at.y:.0f}" r="{RING_M * PER_M:g}"/>'


def draw_overview(figure: Figure, numbered: Sequence[tuple[int, Spot]], marks: str = "", of: str = "findings") -> str:
    """Draw a whole floor with its spots numbered, over ``marks`` in the figure's units; ``of`` says what they are."""
    left, top, right, bottom = _reach(figure, numbered)
    radius = max(right - left, bottom - top) / 62
    places = spread(figure, numbered, radius * 2.05)
    xs, ys = [x for _, x, _ in places], [y for _, _, y in places]
    left, right, top, bottom = min([left, *xs]), max([right, *xs]), min([top, *ys]), max([bottom, *ys])
    width, height = right - left, bottom - top
    margin = max(width, height) * 0.03
    view = f"{left - margin:.0f} {top - margin:.0f} {width + 2 * margin:.0f} {height + 2 * margin:.0f}"
    covered = [(_BADGE, x, y) for _, x, y in places]
    texts = "".join(_text(*each, radius * 0.95) for each in _clear(figure.labels, radius * 0.95, covered))
    badges = "".join(_badge(*each, radius) for each in places)
    label = escape(clean_xml(f"{figure.title}, with the numbers of the {of}", any_letter=True))
    return (
        f'<svg class="overview" viewBox="{view}" role="img" aria-label="{label}">'
        f'<use href="#{figure.key}"/>{marks}{texts}{badges}</svg>'
    )


def _reach(figure: Figure, numbered: Sequence[tuple[int, Spot]]) -> Box:
    """Return the edges of a figure, left, top, right, bottom, grown to where its spots lie."""
    shapes = figure.to_units(shape for _, spot in numbered for shape in spot.shapes)
    left, top, right, bottom = (float(value) for value in shapely.total_bounds([*shapes, box(0, 0, *figure.size)]))
    return left, top, right, bottom


def _badge(number: int, x: float, y: float, radius: float) -> str:
    size = radius * (1.25 if number < 100 else 0.95)
    return (
        f'<circle class="badge" cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}"/>'
        f'<text class="badge-number" font-size="{size:.0f}" x="{x:.0f}" y="{y + size * 0.36:.0f}">{number}</text>'
    )


def spread(figure: Figure, numbered: Sequence[tuple[int, Spot]], apart: float) -> list[tuple[int, float, float]]:
    """Return a place for each number, at its spot or as near it as leaves ``apart`` between any two."""
    turns = np.arange(240)
    steps = (np.sqrt(turns) * apart * 0.55)[:, None] * np.column_stack([np.cos(turns * 2.4), np.sin(turns * 2.4)])
    numbers = [number for number, spot in numbered for _ in spot.shapes]
    shapes = figure.to_units(shape for _, spot in numbered for shape in spot.shapes)
    taken: list[tuple[float, float]] = []
    for at in shapely.get_coordinates(shapely.point_on_surface(shapes)):
        tried = [(x, y) for x, y in (steps + at).tolist()]
        taken.append(next((xy for xy in tried if all(math.dist(xy, other) >= apart for other in taken)), tried[0]))
    return [(number, x, y) for number, (x, y) in zip(numbers, taken, strict=True)]
