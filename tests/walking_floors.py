"""Random floors to walk on: drawn here, with nothing of the program in them but the records that it takes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.doorways import passage_points
from campusmap.geometry.reach import Passage, Spot

WALL = 0.2
Drawn = tuple[list[Polygon], list[Passage], list[Spot]]


def random_wing(rng: random.Random, bays: int) -> Drawn:
    """Draw rooms on both sides of a corridor that ends in a lobby; bays are 2 rooms each. All turned by some angle."""
    wide = rng.choice([1.6, 2.4, 3.2])
    rooms: list[Polygon] = []
    doors: list[Passage] = []
    x = 0.0
    for _ in range(bays):
        width = round(rng.uniform(2.5, 9), 2)
        for face, away in ((WALL, 1), (-wide - WALL, -1)):
            deep = face + away * round(rng.uniform(2.5, 8), 2)
            rooms.append(_shape_room(rng, x, x + width, min(face, deep), max(face, deep)))
            _add_door(rng, doors, rooms, x, x + width, face - away * WALL / 2)
        x += width + WALL
    _join_neighbours(rng, doors, rooms, bays)
    corridor = len(rooms)
    doors = [Passage(d.line, tuple(corridor if r == -1 else r for r in d.rooms)) for d in doors]
    rooms.append(box(0, -wide, x - WALL, 0))
    _add_lobby(rng, rooms, doors, corridor, x, wide)
    doors.append(Passage(_upright(-WALL / 2, -wide / 2, rng.choice([0.9, 1.0])), (corridor,)))
    rooms = [room if n == corridor else _put_in(rng, room, n, doors) for n, room in enumerate(rooms)]
    spots = [Spot(n, deep_point(room)) for n, room in enumerate(rooms)]
    return _turn(rooms, doors, spots, rng.choice([0.0, rng.uniform(0, 90)]))


def _shape_room(rng: random.Random, west: float, east: float, south: float, north: float) -> Polygon:
    """Return a rectangle, or an L."""
    room = box(west, south, east, north)
    if rng.random() < 0.3 and east - west > 4 and north - south > 4:
        mid, half = (west + east) / 2, (south + north) / 2
        corner = rng.choice([box(mid, half, east, north), box(west, half, mid, north)])
        flipped = shapely.transform(corner, lambda xy: np.column_stack([xy[:, 0], south + north - xy[:, 1]]))
        room = room.difference(corner if south > 0 else flipped)
    return room


def _add_door(
    rng: random.Random, doors: list[Passage], rooms: list[Polygon], west: float, east: float, y: float
) -> None:
    for _ in range(rng.choice([1, 1, 1, 2])):
        width = rng.choice([0.9, 1.0, 1.8, min(3.0, east - west - 0.6)])
        at = rng.uniform(west + 0.2, east - width - 0.2)
        line = LineString([(at, y), (at + width, y)])
        face = rooms[-1].intersection(line.buffer(WALL, cap_style="flat"))
        clear = all(line.distance(d.line) > 0.8 for d in doors)
        if clear and face.area > 0.9 * width * WALL / 2:  # the room's wall runs along the whole door
            doors.append(Passage(line, (-1, len(rooms) - 1)))


def _join_neighbours(rng: random.Random, doors: list[Passage], rooms: list[Polygon], bays: int) -> None:
    for n in range(2 * bays - 2):
        x = rooms[n].bounds[2] + WALL / 2
        probe = _upright(x, np.mean(_shared(rooms[n], rooms[n + 2])), 1.4).buffer(0.4, cap_style="flat")
        if rng.random() < 0.4 and all(probe.intersection(rooms[k]).area > 0.41 for k in (n, n + 2)):
            doors.append(Passage(_upright(x, np.mean(_shared(rooms[n], rooms[n + 2])), 0.95), (n, n + 2)))


def _shared(one: Polygon, two: Polygon) -> tuple[float, float]:
    return max(one.bounds[1], two.bounds[1]), min(one.bounds[3], two.bounds[3])


def _add_lobby(
    rng: random.Random, rooms: list[Polygon], doors: list[Passage], corridor: int, x: float, wide: float
) -> None:
    """Add a lobby across the corridor's east end, joined by an opening, perhaps with a door of its own."""
    south, north = -wide - rng.uniform(1, 6), rng.uniform(1, 6)
    rooms.append(box(x, south, x + rng.uniform(3, 7), north))
    doors.append(Passage(_upright(x - WALL / 2, -wide / 2, rng.choice([0.95, wide - 0.2])), (corridor, corridor + 1)))
    if rng.random() < 0.6:
        doors.append(Passage(_upright(rooms[-1].bounds[2] + WALL / 2, rng.uniform(south + 1, north - 1), 1.0),
                             (corridor + 1,)))  # fmt: skip


def _upright(x: float, y: float, width: float) -> LineString:
    return LineString([(x, y - width / 2), (x, y + width / 2)])


def _put_in(rng: random.Random, room: Polygon, n: int, doors: Sequence[Passage]) -> Polygon:
    """Put columns and wing walls into a room, clear of its doors and of its walls by more than a walker needs."""
    west, south, east, north = room.bounds
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        px, py, long = rng.uniform(west, east), rng.uniform(south, north), rng.uniform(0.8, 3)
        column = rotate(box(px, py, px + 0.5, py + 0.5), rng.uniform(0, 90))
        solid = rng.choice([box(px, py, px + 0.2, py + long), box(px, py, px + long, py + 0.2), column])
        less = room.difference(solid)
        clear = all(solid.distance(d.line) > 1.2 for d in doors if n in d.rooms)
        # Gaps near the narrowest that counts would be told apart by rounding alone.
        whole = [less.buffer(-c) for c in (0.15, 0.24, 0.37)]
        if clear and isinstance(less, Polygon) and all(isinstance(part, Polygon) for part in whole):
            room = less if len({len(part.interiors) for part in whole}) == 1 else room
    return room


def deep_point(room: Polygon) -> Point:
    """Return a point of a room far from its walls."""
    return Point(shapely.maximum_inscribed_circle(room, tolerance=0.05).coords[0])


def _turn(rooms: list[Polygon], doors: list[Passage], spots: list[Spot], degrees: float) -> Drawn:
    move: Any = lambda shape: rotate(shape, degrees, origin=(0, 0))  # noqa: E731
    return (
        [move(room) for room in rooms],
        [Passage(move(d.line), d.rooms) for d in doors],
        [Spot(s.room, move(s.at)) for s in spots],
    )


def open_floor(rooms: Sequence[BaseGeometry], passages: Sequence[Passage]) -> BaseGeometry:
    """Return the rooms with every doorway cut through its wall, and a step of open air before those to outside."""
    built = shapely.union_all(rooms).buffer(WALL, join_style="mitre")
    cuts = [p.line.buffer(WALL / 2 + 0.01, cap_style="flat") for p in passages]
    steps = [p.line.buffer(1.0, cap_style="flat").difference(built) for p in passages if len(p.rooms) == 1]
    return shapely.union_all([*rooms, *cuts, *steps])


def exact_metres(
    rooms: Sequence[BaseGeometry], passages: Sequence[Passage], spots: Sequence[Spot], clearance: float
) -> tuple[list[float], BaseGeometry]:
    """Return the exact metres from each spot to the nearest door outside, and where a walker may be.

    One visibility graph over the whole floor at once: every corner against every other, by brute force.
    """
    free = open_floor(rooms, passages).buffer(-clearance, join_style="mitre")
    rings = [ring for part in shapely.get_parts(free) for ring in (part.exterior, *part.interiors)]
    corners = np.concatenate([np.asarray(ring.coords)[:-1] for ring in rings])
    goals = np.array([point for p in passages if len(p.rooms) == 1 for point in passage_points(p.line)])
    points = np.concatenate([[(s.at.x, s.at.y) for s in spots], goals, corners])
    one, two = np.triu_indices(len(points), 1)
    grown = free.buffer(1e-6, join_style="mitre")
    shapely.prepare(grown)
    seen = shapely.covers(grown, shapely.linestrings(np.stack([points[one], points[two]], axis=1)))
    one, two = one[seen], two[seen]
    graph = coo_array((np.hypot(*(points[one] - points[two]).T), (one, two)), shape=(len(points),) * 2)
    ends = range(len(spots), len(spots) + len(goals))
    found = dijkstra(graph.tocsr(), directed=False, indices=list(ends), min_only=True)
    return [float(metres) for metres in found[: len(spots)]], free
