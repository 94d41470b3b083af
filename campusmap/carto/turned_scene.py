"""A scene turned on the page: plans the way one faces a door, or along a building's walls."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.carto.marks import Area, Layer, Line, Mark, Scene, Symbol, Text
from campusmap.carto.window import Window
from campusmap.georeference.grid import north_to_grid
from campusmap.model.places import Grid

Spot = tuple[float, float]
_ROUNDED: Final = 2.5e-16  # a sine or cosine this small is what rounding made of none


def turn_scene(scene: Scene, about: Spot, turn_deg: float) -> Scene:
    """Turn a scene counter-clockwise about a point.

    What is turned is no longer true north up, so it counts as not placed.
    """
    layers = tuple(replace(layer, marks=tuple(_turn_marks(layer, about, turn_deg))) for layer in scene.layers)
    shapes = [m.shape for layer in layers for m in layer.marks if isinstance(m, Area)]
    bounds = tuple(shapely.total_bounds(shapes).tolist()) if shapes else scene.bounds
    return replace(scene, placed=False, layers=layers, bounds=bounds)


def leave_near(scene: Scene, about: Spot, near_m: float, turn_deg: float, window: Window) -> Scene:
    """Leave of a scene what comes near a point, and of its symbols those that a window shows once it is turned."""
    disc = Point(about).buffer(near_m)
    shapely.prepare(disc)
    layers = []
    for layer in scene.layers:
        shown = zip(layer.marks, _tell_near(layer.marks, disc), strict=True)
        marks = (mark for mark, near in shown if near and _may_show(mark, about, turn_deg, window))
        layers.append(replace(layer, marks=tuple(marks)))
    return replace(scene, layers=tuple(layers))


def _may_show(mark: Mark, about: Spot, turn_deg: float, window: Window) -> bool:
    return not isinstance(mark, Symbol) or window.shows(*turn_about(mark.x, mark.y, about, turn_deg))


def _turn_marks(layer: Layer, about: Spot, turn_deg: float) -> Iterator[Mark]:
    shapes = [shape for mark in layer.marks if (shape := _shape_of(mark)) is not None]
    turned = iter(turn_shapes(shapes, about, turn_deg))
    for mark in layer.marks:
        if isinstance(mark, Area | Line):
            yield replace(mark, shape=next(turned))
        else:
            yield _turn_word(mark, about, turn_deg, None if _shape_of(mark) is None else next(turned))


def _shape_of(mark: Mark) -> BaseGeometry | None:
    """Return what a mark draws, or what its words should stay inside."""
    if isinstance(mark, Area | Line):
        return mark.shape
    return mark.within if isinstance(mark, Text) else None


def _tell_near(marks: Sequence[Mark], disc: Polygon) -> list[bool]:
    """Tell of each mark whether any of it, or the place of its word or symbol, lies in a disc."""
    words = np.array([not isinstance(mark, Area | Line) for mark in marks], dtype=np.bool_)
    near = np.empty(len(marks), dtype=np.bool_)
    near[~words] = shapely.intersects(disc, [mark.shape for mark in marks if isinstance(mark, Area | Line)])
    places = np.array([(mark.x, mark.y) for mark in marks if isinstance(mark, Text | Symbol)]).reshape(-1, 2)
    near[words] = shapely.contains_xy(disc, places)
    return near.tolist()


def turn_shapes(shapes: Sequence[BaseGeometry], about: Spot, turn_deg: float) -> list[Any]:
    """Turn shapes counter-clockwise about a point, to the last digit as ``shapely.affinity.rotate`` does one."""
    turn, (x0, y0) = turn_deg * math.pi / 180.0, about
    c, s = (0.0 if abs(part) < _ROUNDED else part for part in (math.cos(turn), math.sin(turn)))

    def turn_points(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = points.T
        across, up = c * x + -s * y + (x0 - x0 * c + y0 * s), s * x + c * y + (y0 - x0 * s - y0 * c)
        return np.stack([across, up]).T

    return list(shapely.transform(np.array(shapes, dtype=np.object_), turn_points))


def _turn_word(mark: Text | Symbol, about: Spot, turn_deg: float, within: Any) -> Text | Symbol:
    x, y = turn_about(mark.x, mark.y, about, turn_deg)
    if isinstance(mark, Text):
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
