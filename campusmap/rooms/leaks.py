"""Rooms that a gap in the walls leaves open to the outside, closed by an envelope round the building."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import GRID_M, are_thinner, grow, largest_polygon, open_shapes, sort_shapes, unite
from campusmap.geometry.lines import Bools, Floats, Shapes, make_points, segments_to_lines
from campusmap.rooms.parts import Doorway
from campusmap.rooms.spaces import touch_doors
from campusmap.rooms.texts import Mark, TextKind

_GAP_M: Final = 2.6  # the widest gap in the outer walls that the envelope bridges; tool default
_SLIVER_M: Final = 0.3
_DRAWN_M: Final = 0.06  # an outline this near a line follows it; tool default
_BRIDGE_M: Final = 0.3  # shorter stretches are the rounding of corners; tool default
_MIN_AREA_M2: Final = 4.0
_MIN_WIDTH_M: Final = 1.0
_DOORS: Final = 2  # this many drawn doors, or one label, make an open area a room


def find_leaks(segments: Floats, faces: Shapes, doorways: Sequence[Doorway], marks: Sequence[Mark]) -> Shapes:
    """Return areas within the building's envelope that no face covers, and that doors or labels show to be rooms."""
    covered = unite(faces, faces=True) if len(faces) else MultiPolygon()
    rest = shapely.get_parts(shapely.difference(draw_envelope(segments, covered), covered))
    rest = open_shapes(rest, _SLIVER_M)
    rest = shapely.get_parts(shapely.get_parts(rest))
    rest = rest[(shapely.area(rest) >= _MIN_AREA_M2)]
    rest = rest[~are_thinner(rest, _MIN_WIDTH_M)]
    if not len(rest):
        return rest
    rooms = rest[_are_rooms(rest, doorways, marks)].tolist()
    return sort_shapes(np.array([_straighten(room, segments, covered) for room in rooms], dtype=object))


def find_bridges(leak: Polygon, segments: Floats) -> list[LineString]:
    """Return the stretches of a leak's outline along which nothing is drawn, the longest first."""
    lines = segments_to_lines(segments)
    near = lines[shapely.dwithin(lines, leak, _DRAWN_M)]
    drawn = shapely.union_all(shapely.buffer(near, _DRAWN_M, quad_segs=2))
    parts = shapely.get_parts(shapely.line_merge(shapely.difference(leak.boundary, drawn)))
    long: list[LineString] = parts[shapely.length(parts) > _BRIDGE_M].tolist()
    return sorted(long, key=lambda part: (-round(part.length, 3), part.bounds))


def _straighten(leak: Polygon, segments: Floats, covered: BaseGeometry) -> Polygon:
    """Run the outline straight across each gap, where the envelope dips into it."""
    dips = [Polygon(way) for way in find_bridges(leak, segments) if len(way.coords) > 2]
    good = [
        dip
        for dip in dips
        if dip.is_valid and Point(dip.exterior.coords[0]).distance(Point(dip.exterior.coords[-2])) < _GAP_M
    ]
    if not good:
        return leak
    return largest_polygon(shapely.difference(shapely.union_all([leak, *good], grid_size=GRID_M), covered))


def draw_envelope(segments: Floats, covered: BaseGeometry) -> MultiPolygon:
    """Bridge gaps in the outer walls: grow the linework by half the widest gap, fill, shrink back."""
    solid = shapely.union_all([Polygon(part.exterior).simplify(0.05) for part in shapely.get_parts(covered).tolist()])
    shapely.prepare(solid)
    lines = segments_to_lines(segments)
    free = lines[~shapely.covers(solid, lines) & (shapely.length(lines) > 0.1)]
    grown = shapely.union_all(shapely.buffer([solid, *free], _GAP_M / 2, quad_segs=2))
    filled = [Polygon(part.exterior) for part in shapely.get_parts(grown).tolist()]
    back = grow(shapely.union_all(filled), -_GAP_M / 2)
    return MultiPolygon([part for part in shapely.get_parts(back).tolist() if not part.is_empty])


def _are_rooms(rest: Shapes, doorways: Sequence[Doorway], marks: Sequence[Mark]) -> Bools:
    near = touch_doors(shapely.buffer(rest, 0.2), doorways)
    spots = [(m.x, m.y) for m in marks if m.kind is TextKind.NUMBER]
    inside = np.zeros(len(rest), dtype=np.int64)
    if spots:
        inside = np.bincount(shapely.STRtree(rest).query(make_points(spots), "within")[1], minlength=len(rest))
    return np.asarray((near >= _DOORS) | (inside > 0))
