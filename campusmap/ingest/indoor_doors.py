"""Doors that are points or areas, turned into lines from jamb to jamb along the border of the room they lead into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.lines import Floats, segments_to_lines

DOOR_M: Final = 0.9  # a door whose width is not stated: a 36 in leaf, the least in IBC 1010.1.1 for 32 in clear
_BESIDE_M: Final = 0.75  # a door point this near a border stands in it: half the thickest wall and a bit (tool default)
_STRAIGHT_M: Final = 0.02  # corners that bend a border by less are the doors' own vertices (tool default)
_TIE_M: Final = 0.05  # of borders this much alike in distance the longest is the door's wall (tool default)


@dataclass(frozen=True, slots=True)
class Borders:
    """The straight pieces (n, 2, 2) of all rooms' borders, in metres, and their index."""

    segments: Floats
    tree: shapely.STRtree


def index_borders(rooms: Sequence[Polygon]) -> Borders:
    """Cut the borders of rooms into straight pieces; vertices along a straight wall part nothing."""
    rings = [ring for room in rooms for ring in (room.exterior, *room.interiors)]
    simple = [shapely.get_coordinates(shapely.simplify(ring, _STRAIGHT_M)) for ring in rings]
    pieces = [np.stack([ring[:-1], ring[1:]], axis=1) for ring in simple if len(ring) > 1]
    segments = np.concatenate(pieces) if pieces else np.empty((0, 2, 2))
    return Borders(segments, shapely.STRtree(segments_to_lines(segments)))


def is_on_border(shape: BaseGeometry, borders: Borders) -> bool:
    """Tell whether a feature touches a room's border."""
    return bool(len(borders.tree.query(shape, "dwithin", _TIE_M)))


def spot_to_line(spot: Point, width_m: float, borders: Borders) -> LineString:
    """Draw a door of a width about a point, along the nearest border; a point away from all is drawn west to east."""
    found = borders.tree.query(spot, "dwithin", _BESIDE_M)
    if not len(found):
        return LineString([(spot.x - width_m / 2, spot.y), (spot.x + width_m / 2, spot.y)])
    segments = borders.segments[np.sort(found)]
    distance = shapely.distance(segments_to_lines(segments), spot)
    near = segments[distance <= distance.min() + _TIE_M]
    lengths = np.hypot(*(near[:, 1] - near[:, 0]).T)
    return _lay_along(near[int(lengths.argmax())], float(lengths.max()), spot, width_m)


def _lay_along(segment: Floats, length: float, spot: Point, width_m: float) -> LineString:
    """Centre a door on a piece of border, moved along so that it does not reach beyond a corner."""
    width = min(width_m, length)
    unit = (segment[1] - segment[0]) / length
    along = float((np.array([spot.x, spot.y]) - segment[0]) @ unit)
    start = min(max(along - width / 2, 0.0), length - width)
    return LineString(segment[0] + np.array([[start], [start + width]]) * unit)


def area_to_line(area: Polygon) -> LineString | None:
    """Return the middle line along a door drawn as an area; None when it has no extent."""
    box = shapely.minimum_rotated_rectangle(area)
    if not isinstance(box, Polygon):
        return None
    corners = shapely.get_coordinates(box)[:4]
    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    lines = [LineString(middles[[0, 2]]), LineString(middles[[1, 3]])]
    return max(lines, key=lambda line: line.length)
