"""How many rooms a second are looked into, beside a naive way with Shapely, in one run.

``python tests/bench/sight.py`` prints a table. The naive way walks the near and the far edge of a slot in steps, cuts
each ray at the room's boundary, and joins neighbouring rays to triangles: many viewpoints, and still not all.
"""

from __future__ import annotations

import math
import random
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from shapely import LineString, Polygon

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

from safety.random_rooms import draw_room  # noqa: E402

from campusmap.geometry.sight import Aperture, find_seen  # noqa: E402

ROOMS = 400
NAIVE = 20  # rooms that the naive way is given
STATIONS = 9  # viewpoints along the near edge
RAYS = 60  # from each


def make_rooms(count: int) -> list[tuple[Polygon, list[Aperture]]]:
    """Draw rooms with one to three ways in, as the tests do."""
    rooms = [draw_room(random.Random(seed)) for seed in range(count)]
    return [
        (max(shapely.get_parts(r.shape.difference(r.columns)), key=lambda part: part.area),
         [Aperture(tuple(s.a), tuple(s.b), s.depth) for way in r.ways for s in way.slots])
        for r in rooms
    ]  # fmt: skip


def see_naively(room: Polygon, slots: list[Aperture]) -> shapely.Geometry:
    """Return about what is seen: fans of rays from stations on the near edge."""
    fans = [fan for slot in slots for share in np.linspace(0, 1, STATIONS) for fan in _fan(room, slot, float(share))]
    return shapely.union_all(fans)


def _fan(room: Polygon, slot: Aperture, share: float) -> list[Polygon]:
    wide = math.dist(slot.a, slot.b)
    along = ((slot.b[0] - slot.a[0]) / wide, (slot.b[1] - slot.a[1]) / wide)
    eye = (slot.a[0] + along[0] * wide * share, slot.a[1] + along[1] * wide * share)
    low, high = ((share - 1) * wide / slot.depth_m, share * wide / slot.depth_m) if slot.depth_m else (-1e3, 1e3)
    ends = []
    for turn in np.linspace(math.atan(low), math.atan(high), RAYS):
        x, y = math.sin(turn), math.cos(turn)
        way = (along[0] * x - along[1] * y, along[1] * x + along[0] * y)
        start = (eye[0] + way[0] * 1e-6, eye[1] + way[1] * 1e-6)
        ray = LineString([start, (eye[0] + way[0] * 50, eye[1] + way[1] * 50)]).intersection(room)
        first = min(shapely.get_parts(ray), key=lambda part: part.distance(shapely.Point(eye)), default=None)
        ends += [first.coords[-1]] if isinstance(first, LineString) else []
    return [Polygon([eye, one, two]).buffer(0) for one, two in pairwise(ends)]


def main() -> None:
    """Print rooms a second of both ways, their ratio, and how much the naive way misses."""
    rooms = make_rooms(ROOMS)
    find_seen(*rooms[0])
    start = time.process_time()
    exact = [find_seen(*room) for room in rooms]
    fast = ROOMS / (time.process_time() - start)
    start = time.process_time()
    naive = [see_naively(*room) for room in rooms[:NAIVE]]
    slow = NAIVE / (time.process_time() - start)
    missed = sum(s.intersection(r[0]).difference(n).area for s, n, r in zip(exact, naive, rooms, strict=False))
    print(f"rooms {ROOMS}, slots {sum(len(slots) for _, slots in rooms)}")
    print(f"exact  {fast:8.1f} rooms/s")
    print(f"naive  {slow:8.1f} rooms/s ({STATIONS} stations, {RAYS} rays), misses {missed / NAIVE:.2f} m2 a room")
    print(f"ratio  {fast / slow:8.1f}")


if __name__ == "__main__":
    main()
