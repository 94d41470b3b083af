"""Scenes as compact lists: delta-encoded whole centimetres, styles by token, subjects by short reference."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.carto.marks import Area, Layer, Line, Scene, Symbol, Text

Shorten = Callable[[str], str]
Shapes = Sequence[BaseGeometry] | NDArray[np.object_]
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
    lines = shapely.simplify([m.shape for m in layer.marks if isinstance(m, Line)], _LINE_TOLERANCE_M)
    paths = iter(encode_paths(lines, shift))
    rings = iter(encode_rings([m.shape for m in layer.marks if isinstance(m, Area)], shift))
    for mark in layer.marks:
        if isinstance(mark, Line):
            yield ["L", mark.style, shorten(mark.subject), next(paths)]
        elif isinstance(mark, Area):
            yield ["A", mark.style, shorten(mark.subject), next(rings)]
        else:
            yield _encode_mark(mark, shorten, shift)


def _encode_mark(mark: Text | Symbol, shorten: Shorten, shift: tuple[float, float]) -> list[Any]:
    who = shorten(mark.subject)
    x, y = _cm(mark.x - shift[0]), _cm(mark.y - shift[1])
    if isinstance(mark, Text):
        return ["T", mark.style, who, x, y, mark.text, *([round(mark.rotation_deg, 1)] if mark.rotation_deg else [])]
    return _encode_symbol(mark, who, x, y)


def _encode_symbol(mark: Symbol, who: str, x: int, y: int) -> list[Any]:
    away = [round(mark.dx, 3), round(mark.dy, 3)] if mark.dx or mark.dy else []
    return ["S", mark.kind, who, x, y, mark.label, *away]


def encode_rings(shapes: Shapes, shift: tuple[float, float]) -> list[list[list[int]]]:
    """Return every area's rings, open, outer ones counter-clockwise and holes clockwise, for the non-zero rule."""
    parts, area = shapely.get_parts(shapely.orient_polygons(np.array(shapes, np.object_)), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    return _gather(_find_steps(rings, shift, is_ring=True), area[part], len(shapes), least=6)


def encode_paths(shapes: Shapes, shift: tuple[float, float]) -> list[list[list[int]]]:
    """Return the paths of each line: every part of two points or more."""
    parts, line = shapely.get_parts(np.array(shapes, np.object_), return_index=True)
    return _gather(_find_steps(parts, shift, is_ring=False), line, len(shapes), least=4)


def _gather(paths: list[list[int]], of: NDArray[np.intp], count: int, *, least: int) -> list[list[list[int]]]:
    """Put each path of ``least`` numbers or more to the shape that it is a part of."""
    found: list[list[list[int]]] = [[] for _ in range(count)]
    for path, n in zip(paths, of.tolist(), strict=True):
        if len(path) >= least:
            found[n].append(path)
    return found


def _find_steps(lines: NDArray[np.object_], shift: tuple[float, float], *, is_ring: bool) -> list[list[int]]:
    """Return of each line x, y, then steps, in whole centimetres; points that fall on the one before are dropped.

    Of a ring the last point, which is the first again, is left out. All lines at once: most have two to five points.
    """
    points, line = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint((points - shift) * CM_PER_M).astype(np.int64)
    starts = np.ones(len(line), np.bool_)
    starts[1:] = line[1:] != line[:-1]
    ends = np.append(starts[1:], [True])[: len(line)]
    steps = whole.copy()
    steps[1:] -= np.where(starts[1:, None], 0, whole[:-1])
    kept = starts | steps.any(axis=1)
    if is_ring:
        kept &= ~ends
    bounds = np.searchsorted(line[kept], np.arange(len(lines) + 1)) * 2
    numbers = steps[kept].ravel().tolist()
    return [numbers[first:last] for first, last in itertools.pairwise(bounds.tolist())]


def _cm(value_m: float) -> int:
    return round(value_m * CM_PER_M)
