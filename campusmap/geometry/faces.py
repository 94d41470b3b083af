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


def unite(shapes: Shapes, *, faces: bool = False) -> BaseGeometry:
    """Unite polygons on a millimetre grid; those that only share edges, as ``faces`` do, at a tenth of the cost."""
    places = shapely.get_coordinates(shapes)
    if not len(shapes) or not np.array_equal(np.round(places / GRID_M) / (1 / GRID_M), places):
        return shapely.union_all(shapes, grid_size=GRID_M)
    if faces:  # of one linework
        return shapely.coverage_union_all(shapes)
    sound = shapely.is_empty(shapely.coverage_invalid_edges(shapes))
    joined = shapely.coverage_union_all(shapes[sound])
    return joined if sound.all() else shapely.union_all([joined, *shapes[~sound]], grid_size=GRID_M)


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
    bounds = shapely.bounds(shapes).reshape(-1, 4)
    doubtful = thin & ((bounds[:, 2:] - bounds[:, :2]) >= width).all(axis=1)
    thin[doubtful] = shapely.is_empty(shapely.buffer(shapes[doubtful], -width / 2, quad_segs=2))
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


def fill_holes(
    shape: Polygon, largest: float, keep: BaseGeometry | None = None, longest: float = float("inf")
) -> Polygon:
    """Fill holes smaller than ``largest`` (square metres) and no longer than ``longest`` that do not meet ``keep``."""
    holes = [r for r in shape.interiors if _stays(Polygon(r), largest, keep, longest)]
    return Polygon(shape.exterior, holes)


def _stays(hole: Polygon, largest: float, keep: BaseGeometry | None, longest: float) -> bool:
    if hole.area >= largest or 2 * shapely.minimum_bounding_radius(hole) > longest:
        return True
    return keep is not None and bool(hole.buffer(-0.01).intersects(keep))


def largest_polygon(shape: BaseGeometry) -> Polygon:
    """Return the largest polygon in a shape of any type; an empty one if there is none."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)).tolist() if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area) if parts else Polygon()


def neck_chords(shape: Polygon, width: float) -> list[LineString]:
    """Find the shortest chords across necks narrower than ``width`` between roomier parts of a polygon.

    Method: erode by half the width and grow the parts back; where two of them meet, or what neither reaches touches
    both, is a neck; its chord is the shortest line between the pieces of outline left and right of the way through.
    """
    cores = shapely.get_parts(shapely.buffer(shape, -width / 2, quad_segs=4))
    cores = cores[shapely.area(cores) > 0.25]
    if len(cores) < 2:
        return []
    grown = shapely.buffer(cores, width / 2 * 1.04, quad_segs=8)
    chords = [_zone_to_chord(zone, cores, shape, width) for zone in _neck_zones(shape, grown).tolist()]
    return [chord for chord in chords if chord is not None and chord.length < 1.05 * width]


def _neck_zones(shape: Polygon, grown: Shapes) -> Shapes:
    """Return the areas in which two grown parts overlap, and those between two that neither reaches."""
    a, b = shapely.STRtree(grown).query(grown, predicate="intersects")
    both = shapely.intersection(grown[a[a < b]], grown[b[a < b]])
    between = shapely.get_parts(shapely.difference(shape, shapely.union_all(grown)))
    between = between[shapely.dwithin(between[:, None], grown[None], 0.02).sum(axis=1) >= 2]
    return np.concatenate([shapely.get_parts(both), between])


def _zone_to_chord(zone: BaseGeometry, cores: Shapes, shape: Polygon, width: float) -> LineString | None:
    middle = zone.centroid
    order = np.argsort(shapely.distance(cores, middle), kind="stable")[:2]
    here, there = (shapely.get_coordinates(shapely.shortest_line(core, middle))[0] for core in cores[order])
    way, at = there - here, shapely.get_coordinates(middle)[0]
    near = shapely.intersection(shape.boundary, zone.buffer(0.6 * width))
    lines = shapely.get_parts(shapely.line_merge(near))
    off = shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.5, normalized=True)) - at
    side = way[0] * off[:, 1] - way[1] * off[:, 0] > 0
    if side.all() or not side.any():
        return None
    return LineString(shapely.shortest_line(shapely.union_all(lines[side]), shapely.union_all(lines[~side])))


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
