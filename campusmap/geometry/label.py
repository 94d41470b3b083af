"""Points inside shapes: where a name or a symbol goes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import shapely
from shapely import MultiPolygon, Point, Polygon

POLE_TOLERANCE_M: Final = 0.05  # half a wall's thickness, finer than any label can show; tool default


@lru_cache(maxsize=1 << 14)  # tables, layers, archives and maps each ask for every room
def find_pole(shape: Polygon | MultiPolygon) -> Point:
    """Return the point of a shape that is farthest from its boundary, metres, rounded to the millimetre.

    A rectangle's is its centroid's place; for a multipart shape the largest part's counts. An empty shape is a
    ValueError.
    """
    part = max(shape.geoms, key=lambda p: p.area) if isinstance(shape, MultiPolygon) else shape
    if part.is_empty:
        raise ValueError("an empty shape has no inside")
    # The centroid reads best wherever it is as deep inside as the pole is, as in rectangles.
    at = part.centroid
    depth = part.boundary.distance(at) + 2 * POLE_TOLERANCE_M if part.contains(at) else -math.inf
    if depth < 0 or depth < _half_width(part):
        radius = shapely.maximum_inscribed_circle(part, tolerance=POLE_TOLERANCE_M)
        at = at if depth >= radius.length else shapely.get_point(radius, 0)
    return Point(round(at.x, 3), round(at.y, 3))


def _half_width(part: Polygon) -> float:
    """Return half the width of the narrowest rectangle round a shape: no point inside is deeper than that."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(part)).tolist()
    return min(map(math.dist, corners[:2], corners[1:3])) / 2


def find_free_point(shape: Polygon | MultiPolygon, taken: Sequence[Point], gap_m: float) -> Point:
    """Return the pole of a shape, or the nearest point to it that keeps ``gap_m`` from the points ``taken``.

    Candidates lie on hexagonal rings round the pole, inside the shape; when the shape is too small for the gap, the
    candidate farthest from the others is returned, so that no two points coincide.
    """
    pole = find_pole(shape)
    if all(pole.distance(other) >= gap_m for other in taken):
        return pole
    rings: list[Point] = []
    for point in (point for ring in range(1, 7) for point in _ring(pole, ring * gap_m, 6 * ring)):
        if shape.contains(point):
            if all(point.distance(other) >= gap_m * 0.99 for other in taken):
                return point
            rings.append(point)
    near = [p for p in _ring(pole, gap_m / 4, 6) if shape.contains(p)]
    return max([pole, *near, *rings], key=lambda p: min(p.distance(other) for other in taken))


def _ring(centre: Point, radius: float, count: int) -> list[Point]:
    turns = [2 * math.pi * k / count for k in range(count)]
    return [Point(round(centre.x + radius * math.cos(t), 3), round(centre.y + radius * math.sin(t), 3)) for t in turns]
