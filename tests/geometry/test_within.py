"""What is beyond some metres, against straight lines tried one by one."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate

from campusmap.geometry.within import find_beyond


def random_room(rng: random.Random) -> Polygon:
    """Draw a room with notches and columns."""
    room = box(0, 0, rng.uniform(4, 14), rng.uniform(4, 14))
    for _ in range(rng.randint(0, 5)):
        x, y = rng.uniform(0, 14), rng.uniform(0, 14)
        solid = rotate(box(x, y, x + rng.uniform(0.3, 4), y + rng.uniform(0.3, 4)), rng.choice([0, rng.uniform(0, 90)]))
        less = room.difference(solid)
        room = less if isinstance(less, Polygon) and less.buffer(-0.3).area > 3 else room
    return room


def points_in(rng: random.Random, room: Polygon, count: int) -> list[Point]:
    west, south, east, north = room.bounds
    tried = (Point(rng.uniform(west, east), rng.uniform(south, north)) for _ in range(40 * count))
    inner = room.buffer(-0.05)
    return [point for point, _ in zip((p for p in tried if inner.covers(p)), range(count), strict=False)]


@pytest.mark.parametrize("seed", range(25))
def test_a_point_is_beyond_if_no_straight_line_of_enough_metres_leads_to_it(seed: int) -> None:
    rng = random.Random(seed)
    room = random_room(rng)
    sources = points_in(rng, room, rng.randint(1, 6))
    left = [rng.uniform(0.5, 9) for _ in sources]
    beyond = find_beyond(room, room, np.array([(p.x, p.y) for p in sources]), np.array(left))
    for point in points_in(rng, room, 200):
        lines = [(LineString([source, point]), metres) for source, metres in zip(sources, left, strict=True)]
        spare = max((metres - line.length for line, metres in lines if room.covers(line)), default=-math.inf)
        if spare > 0.02 and point.distance(beyond) < 1e-4:
            assert point.distance(beyond.boundary) < 0.02, (seed, point.wkt)
        if spare < -1e-6:
            assert point.distance(beyond) < 1e-4, (seed, point.wkt)


def test_a_disc_in_an_open_room_by_hand() -> None:
    beyond = find_beyond(box(0, 0, 20, 20), box(0, 0, 20, 20), np.array([[10.0, 10.0]]), np.array([5.0]))
    assert 400 - math.pi * 25 <= beyond.area < 400 - math.pi * 25 + 0.2


def test_a_wall_casts_its_shadow_by_hand() -> None:
    room = box(0, 0, 10, 6).difference(box(4.8, 0, 5.2, 4))
    beyond = find_beyond(room, room, np.array([[2.0, 1.0]]), np.array([50.0]))
    # The ray over the wall's near corner (4.8, 4) meets the north wall at x = 2 + 5 * 2.8 / 3.
    meets = 2 + 5 * 2.8 / 3
    shadow = Polygon([(4.8, 4), (meets, 6), (10, 6), (10, 0), (5.2, 0), (5.2, 4)])
    assert beyond.symmetric_difference(shadow).area < 0.001
    assert find_beyond(room, room, np.empty((0, 2)), np.empty(0)).equals(room)
    assert shapely.is_valid(beyond)
