"""Which way walls face: normals, azimuths, compass words and the sides of a building."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

COMPASS: Final = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
SIDES: Final = "ABCD"


def outward(line: LineString, room: BaseGeometry) -> tuple[float, float]:
    """Return the unit normal of a door line that points away from the room it serves."""
    (x0, y0), (x1, y1) = line.coords[0][:2], line.coords[-1][:2]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (y1 - y0) / length, -(x1 - x0) / length
    middle = line.interpolate(0.5, normalized=True)
    inside = room.distance(Point(middle.x + dx, middle.y + dy)) < room.distance(Point(middle.x - dx, middle.y - dy))
    return (-dx, -dy) if inside else (dx, dy)


def tick_ends(line: BaseGeometry, half: float) -> MultiLineString:
    """Return a straight line with a tick across each end, reaching ``half`` to both sides; one without length alone."""
    ends = shapely.get_coordinates(line)[[0, -1]]
    length = math.dist(*ends)
    if not length:
        return MultiLineString([ends])
    across = (ends[1] - ends[0])[::-1] * (-half / length, half / length)
    return MultiLineString([ends, *(np.stack([end - across, end + across]) for end in ends)])


def azimuth_deg(dx: float, dy: float) -> float:
    """Return a direction's azimuth, degrees clockwise from +y, 0 to 360."""
    return math.degrees(math.atan2(dx, dy)) % 360.0


def turn_deg(start_deg: float, end_deg: float) -> float:
    """Return the turn from one azimuth to another, degrees clockwise, -180 to 180."""
    return (end_deg - start_deg + 180.0) % 360.0 - 180.0


def compass_word(azimuth: float) -> str:
    """Return the nearest of eight compass words."""
    return COMPASS[math.floor(azimuth / 45.0 + 0.5) % 8]


def read_compass(text: str) -> float | None:
    """Return the azimuth of a compass word or its letters ("southwest", "south-west", "SW"); None for another text."""
    word = "".join(ch for ch in text.casefold() if ch.isalpha())
    letters = word.replace("north", "n").replace("south", "s").replace("east", "e").replace("west", "w")
    known = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
    return known.index(letters) * 45.0 if letters in known else None


def name_side(azimuth: float, side_a_deg: float) -> str:
    """Return the letter of the side that faces an azimuth: A, then B, C, D clockwise seen from above, 90 degrees each.

    To somebody who faces side A, B is on the left, C the rear, D on the right: the fire service's count.
    """
    return SIDES[math.floor((azimuth - side_a_deg) / 90.0 + 0.5) % 4]


def find_wall_bearing(shape: BaseGeometry, apart: float = 0.5) -> float | None:
    """Return the azimuth (0 to 90) of one of the two directions that a shape's walls face; None if they face anywhere.

    Method: circular mean of four times the walls' angles, weighted by length; ``apart`` is the least concentration
    (0: evenly spread, 1: all walls square; tool default).
    """
    rings = shapely.get_rings(shapely.get_parts(shape))
    steps = [np.diff(shapely.get_coordinates(ring), axis=0) for ring in rings]
    edges = np.vstack(steps) if steps else np.empty((0, 2))
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    if not lengths.sum() > 0:
        return None
    mean = (lengths * np.exp(4j * np.arctan2(edges[:, 0], edges[:, 1]))).sum() / lengths.sum()
    return float(np.degrees(np.angle(mean)) / 4 % 90.0) if abs(mean) >= apart else None


def face_wall(azimuth: float, wall_deg: float | None) -> float:
    """Turn an azimuth to the nearest of the four that square walls face; leave it without a wall bearing."""
    if wall_deg is None:
        return azimuth % 360.0
    return (wall_deg + round((azimuth - wall_deg) / 90.0) * 90.0) % 360.0
