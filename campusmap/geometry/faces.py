"""Faces of linework: polygonize, tell thin from roomy, cut at necks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.lines import Bools, Floats, Shapes, segments_to_lines

GRID_M = 0.001  # noding grid: the millimetre that outputs are rounded to


def segments_to_faces(segments: Floats) -> tuple[Shapes, float]:
    """Return the bounded faces of linework (n, 2, 2), noded on a millimetre grid, in a fixed order.

    Also returns the length of the lines that bound no face: dangles, and bridges with one face on both sides.
    """
    if not len(segments):
        return np.empty(0, dtype=object), 0.0
    noded = shapely.union_all(segments_to_lines(segments), grid_size=GRID_M)
    polygons, cuts, dangles, _ = shapely.polygonize_full(shapely.get_parts(noded))
    faces = shapely.get_parts(polygons)
    return sort_shapes(faces[shapely.area(faces) > 0]), float(shapely.length(cuts) + shapely.length(dangles))


def lines_to_faces(lines: Shapes | Sequence[BaseGeometry]) -> Shapes:
    """Return the bounded faces of lines of any shape, noded on a millimetre grid, in a fixed order."""
    noded = shapely.union_all(np.asarray(lines, dtype=object), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return sort_shapes(faces[shapely.area(faces) > 0])


def sort_shapes(shapes: Shapes) -> Shapes:
    """Order shapes by the lower left corner of their bounds, then area."""
    bounds = shapely.bounds(shapes).reshape(-1, 4)
    order = np.lexsort((shapely.area(shapes), bounds[:, 1].round(3), bounds[:, 0].round(3)))
    return shapes[order]


def mean_width(shapes: Shapes) -> Floats:
    """Return twice area by perimeter: the width of a long strip, and never more than the true greatest width."""
    return np.asarray(2 * shapely.area(shapes) / np.maximum(shapely.length(shapes), 1e-9), dtype=np.float64)


def are_thinner(shapes: Shapes, width: float) -> Bools:
    """Tell which polygons hold no disc of diameter ``width``."""
    thin = mean_width(shapes) < width  # a polygon holds a disc of radius area / perimeter
    thin[thin] = shapely.is_empty(shapely.buffer(shapes[thin], -width / 2, quad_segs=2))
    return np.asarray(thin)


def grow(shapes: Shapes | BaseGeometry, by: float) -> Any:
    """Grow (or shrink, below zero) shapes with sharp corners; returns what it is given, one shape or an array."""
    with np.errstate(divide="ignore", invalid="ignore"):  # GEOS divides by zero at spikes, and copes
        return shapely.buffer(shapes, by, join_style="mitre")


def open_shapes(shapes: Shapes | BaseGeometry, width: float) -> Any:
    """Take off what is narrower than ``width``."""
    return grow(grow(shapes, -width / 2), width / 2)


def close_shapes(shapes: Shapes | BaseGeometry, width: float) -> Any:
    """Fill in gaps narrower than ``width``."""
    return grow(grow(shapes, width / 2), -width / 2)


def fill_holes(shape: Polygon, largest: float, keep: BaseGeometry | None = None) -> Polygon:
    """Fill holes smaller than ``largest`` (square metres) that do not meet ``keep``."""
    holes = [r for r in shape.interiors if _stays(Polygon(r), largest, keep)]
    return Polygon(shape.exterior, holes)


def _stays(hole: Polygon, largest: float, keep: BaseGeometry | None) -> bool:
    return hole.area >= largest or (keep is not None and bool(hole.buffer(-0.01).intersects(keep)))


def largest_polygon(shape: BaseGeometry) -> Polygon:
    """Return the largest polygon in a shape of any type; an empty one if there is none."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)).tolist() if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area) if parts else Polygon()


def neck_chords(shape: Polygon, width: float) -> list[LineString]:
    """Find the shortest chords across necks narrower than ``width`` between roomier parts of a polygon.

    Method: erode by half the width; where that leaves several parts, what neither part grows back over is a neck;
    its chord is the shortest line between the pieces of outline on its two sides.
    """
    cores = shapely.get_parts(shapely.buffer(shape, -width / 2, quad_segs=4))
    cores = cores[shapely.area(cores) > 0.25]
    if len(cores) < 2:
        return []
    grown = shapely.buffer(cores, width / 2 * 1.02, quad_segs=8)
    necks = shapely.get_parts(shapely.difference(shape, shapely.union_all(grown)))
    touched = shapely.dwithin(necks[:, None], grown[None], 0.02).sum(axis=1)
    chords = [_neck_to_chord(neck, shape) for neck in necks[touched >= 2].tolist()]
    return [chord for chord in chords if chord is not None]


def _neck_to_chord(neck: Polygon, shape: Polygon) -> LineString | None:
    near = neck.buffer(0.03)
    sides = shapely.get_parts(shapely.line_merge(shapely.intersection(shape.boundary, near)))
    sides = sides[np.argsort(-shapely.length(sides), kind="stable")][:4]
    if len(sides) < 2:
        return None
    chords = [shapely.shortest_line(sides[0], side) for side in sides[1:]]
    return LineString(min(chords, key=lambda chord: float(chord.length)))


def cut_polygon(shape: Polygon, chords: Sequence[LineString]) -> Shapes:
    """Cut a polygon along chords; each chord is lengthened by 2 mm so that it meets the outline."""
    grown = [lengthen(chord, 0.002) for chord in chords]
    faces = lines_to_faces([shape.boundary, *grown])
    inside = shapely.covers(shape.buffer(0.01), shapely.point_on_surface(faces))
    return faces[inside]


def lengthen(line: LineString, by: float) -> LineString:
    """Grow a straight line by ``by`` at both ends."""
    ends = shapely.get_coordinates(line)[[0, -1]]
    step = ends[1] - ends[0]
    step = step / max(float(np.hypot(*step)), 1e-12) * by
    return LineString([ends[0] - step, ends[1] + step])
