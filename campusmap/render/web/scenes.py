"""Scenes as compact lists: delta-encoded whole centimetres, styles by token, subjects by short reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon

from campusmap.carto.marks import Area, Layer, Line, Scene, Symbol, Text

Shorten = Callable[[str], str]
CM_PER_M: Final = 100
_SAID: Final = "labels"  # rooms' numbers and names, which the page has in its records, with the points where they stand
# Drawn curves (door swings, treads) come with many vertices; half a centimetre is far below a pixel. Tool default.
_LINE_TOLERANCE_M: Final = 0.005


def encode_scene(scene: Scene, shorten: Shorten) -> dict[str, Any]:
    """Return a scene's layers as lists of marks; ``shorten`` turns a model id into the payload's reference.

    A scene that is not placed is moved to start at 0, 0: its metres mean nothing outside itself.
    """
    x_min, y_min, x_max, y_max = scene.bounds
    shift = (0.0, 0.0) if scene.placed else (x_min, y_min)
    bounds = [_cm(value) for value in (x_min - shift[0], y_min - shift[1], x_max - shift[0], y_max - shift[1])]
    return {
        "bounds": bounds,
        "layers": {
            layer.name: list(_encode_layer(layer, shorten, shift)) for layer in scene.layers if layer.name != _SAID
        },
    }


def _encode_layer(layer: Layer, shorten: Shorten, shift: tuple[float, float]) -> Iterator[list[Any]]:
    lines = iter(shapely.simplify([m.shape for m in layer.marks if isinstance(m, Line)], _LINE_TOLERANCE_M))
    for mark in layer.marks:
        if isinstance(mark, Line):
            yield ["L", mark.style, shorten(mark.subject), encode_paths(next(lines), shift)]
        else:
            yield _encode_mark(mark, shorten, shift)


def _encode_mark(mark: Area | Text | Symbol, shorten: Shorten, shift: tuple[float, float]) -> list[Any]:
    who = shorten(mark.subject)
    if isinstance(mark, Area):
        return ["A", mark.style, who, encode_rings(mark.shape, shift)]
    x, y = _cm(mark.x - shift[0]), _cm(mark.y - shift[1])
    if isinstance(mark, Text):
        return ["T", mark.style, who, x, y, mark.text, *([round(mark.rotation_deg, 1)] if mark.rotation_deg else [])]
    return _encode_symbol(mark, who, x, y)


def _encode_symbol(mark: Symbol, who: str, x: int, y: int) -> list[Any]:
    away = [round(mark.dx, 3), round(mark.dy, 3)] if mark.dx or mark.dy else []
    return ["S", mark.kind, who, x, y, mark.label, *away]


def encode_rings(shape: Polygon | MultiPolygon, shift: tuple[float, float]) -> list[list[int]]:
    """Return every ring, open, outer ones counter-clockwise and holes clockwise, to be filled by the non-zero rule."""
    turned = shapely.orient_polygons(shape)
    polygons = turned.geoms if isinstance(turned, MultiPolygon) else [turned]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    encoded = [_deltas(shapely.get_coordinates(ring).tolist()[:-1], shift) for ring in rings]
    return [ring for ring in encoded if len(ring) >= 6]


def encode_paths(shape: LineString | MultiLineString, shift: tuple[float, float]) -> list[list[int]]:
    """Return every line of two points or more."""
    lines = shape.geoms if isinstance(shape, MultiLineString) else [shape]
    encoded = [_deltas(shapely.get_coordinates(line).tolist(), shift) for line in lines]
    return [line for line in encoded if len(line) >= 4]


def _deltas(points: list[list[float]], shift: tuple[float, float]) -> list[int]:
    """Return x, y, then steps; points that fall on the same centimetre are dropped."""
    # Plain Python: most shapes have five points, for which an array costs more than it saves.
    numbers: list[int] = []
    last_x = last_y = 0
    for x, y in points:
        whole_x, whole_y = round((x - shift[0]) * CM_PER_M), round((y - shift[1]) * CM_PER_M)
        if not numbers or whole_x != last_x or whole_y != last_y:
            numbers += [whole_x - last_x, whole_y - last_y]
            last_x, last_y = whole_x, whole_y
    return numbers


def _cm(value_m: float) -> int:
    return round(value_m * CM_PER_M)
