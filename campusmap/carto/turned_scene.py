"""A scene turned on the page: plans the way one faces a door, or along a building's walls."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from shapely import MultiPolygon, Point, Polygon
from shapely.affinity import rotate

from campusmap.carto.marks import Area, Layer, Line, Mark, Scene, Symbol, Text
from campusmap.georeference.grid import north_to_grid
from campusmap.model.places import Grid

Spot = tuple[float, float]


def turn_scene(scene: Scene, about: Spot, turn_deg: float, near_m: float | None = None) -> Scene:
    """Turn a scene counter-clockwise about a point; ``near_m`` leaves out what is farther from it.

    What is turned is no longer true north up, so it counts as not placed.
    """
    disc = Point(about).buffer(near_m) if near_m is not None else None
    layers = tuple(replace(layer, marks=tuple(_turn_marks(layer, about, turn_deg, disc))) for layer in scene.layers)
    shapes = [m.shape for layer in layers for m in layer.marks if isinstance(m, Area)]
    bounds = _bounds(shapes) if shapes else scene.bounds
    return replace(scene, placed=False, layers=layers, bounds=bounds)


def _bounds(shapes: list[Polygon | MultiPolygon]) -> tuple[float, float, float, float]:
    boxes = [shape.bounds for shape in shapes]
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip


def _turn_marks(layer: Layer, about: Spot, turn_deg: float, disc: Polygon | None) -> Iterator[Mark]:
    for mark in layer.marks:
        if isinstance(mark, Area | Line):
            if disc is None or disc.intersects(mark.shape):
                yield replace(mark, shape=rotate(mark.shape, turn_deg, origin=about))  # type: ignore[arg-type]
        elif disc is None or disc.contains(Point(mark.x, mark.y)):
            yield _turn_word(mark, about, turn_deg)


def _turn_word(mark: Text | Symbol, about: Spot, turn_deg: float) -> Text | Symbol:
    x, y = turn_about(mark.x, mark.y, about, turn_deg)
    if isinstance(mark, Text):
        within = rotate(mark.within, turn_deg, origin=about) if mark.within is not None else None
        return replace(mark, x=x, y=y, within=within, rotation_deg=mark.rotation_deg + turn_deg)
    dx, dy = turn_about(mark.dx, mark.dy, (0.0, 0.0), turn_deg)
    return replace(mark, x=x, y=y, dx=dx, dy=dy)


def turn_grid(grid: Grid, about: Spot, turn_deg: float) -> Grid:
    """Turn a grid as ``turn_scene`` turns what lies on it: the same cells under the same names."""
    turned = replace(grid, turn_deg=grid.turn_deg - turn_deg)
    x, y = turn_about(*about, (0.0, 0.0), turn_deg)
    u, v = north_to_grid(turned, about[0] - x, about[1] - y)
    return replace(turned, x_min=grid.x_min + u, y_max=grid.y_max + v)


def turn_about(x: float, y: float, about: Spot, turn_deg: float) -> Spot:
    """Turn a point counter-clockwise about another."""
    turn = math.radians(turn_deg)
    dx, dy = x - about[0], y - about[1]
    return (
        about[0] + dx * math.cos(turn) - dy * math.sin(turn),
        about[1] + dx * math.sin(turn) + dy * math.cos(turn),
    )
