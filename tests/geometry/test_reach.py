"""Walking distances, against Dijkstra's algorithm on a fine grid made here and against floors worked by hand."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import shapely
from scipy.ndimage import distance_transform_edt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate, translate
from shapely.geometry.base import BaseGeometry
from walking_floors import deep_point, put_in

from campusmap.geometry.doorways import CLEAR_M, passage_points
from campusmap.geometry.reach import SQUEEZE_M, Passage, Spot, find_ways
from campusmap.geometry.shortest import find_nearest

WALL = 0.2
CELL = 0.1
# Moves to 32 neighbours: the metric then errs by 1.4 % at most.
MOVES = [(0, 1), (1, 0)] + [
    (i, j) for i in range(-4, 5) for j in range(1, 5) if i and math.gcd(i, j) == 1 and abs(i) + j <= 5
]


def dice(seed: int) -> random.Random:
    """Return a source of chance that always falls the same."""
    return random.Random(seed)


def reach(rooms: Sequence[BaseGeometry], passages: Sequence[Passage], spots: Sequence[Spot]) -> list[float]:
    """Return the metres from each spot to the nearest passage that leads outside."""
    ways = find_ways(rooms, passages, spots)
    goals = [n for n, p in enumerate(ways.passages) if p >= 0 and len(passages[p].rooms) == 1]
    return find_nearest(ways, goals).metres[: len(spots)].tolist()


def reach_on_grid(rooms: Sequence[BaseGeometry], passages: Sequence[Passage], spots: Sequence[Spot]) -> list[float]:
    """Return the same by a raster: cells at least 0.25 m off every wall, doorways cut through the walls."""
    west, south, east, north = shapely.total_bounds([*rooms, *(p.line for p in passages)])
    x, y = (np.arange(low - 1, high + 1, CELL) + CELL / 2 for low, high in ((west, east), (south, north)))
    built = shapely.union_all(rooms).buffer(WALL, join_style="mitre")
    cuts = [p.line.buffer(WALL / 2 + 0.01, cap_style="flat") for p in passages]
    # A step of open air before each exterior door, so that the grid takes it for no dead end.
    cuts += [p.line.buffer(1.0, cap_style="flat").difference(built) for p in passages if len(p.rooms) == 1]
    free = np.any([shapely.contains_xy(shape, *np.meshgrid(x, y)) for shape in [*rooms, *cuts]], axis=0)
    walk = distance_transform_edt(free) >= 3.0
    rows, columns, lengths = [], [], []
    index = np.arange(walk.size).reshape(walk.shape)
    for down, right in MOVES:
        height, width = walk.shape
        a = (slice(max(0, -down), height - max(0, down)), slice(0, width - right))
        b = (slice(max(0, down), height - max(0, -down)), slice(right, width))
        both = walk[a] & walk[b]
        rows.append(index[a][both])
        columns.append(index[b][both])
        lengths.append(np.full(int(both.sum()), CELL * math.hypot(down, right)))
    graph = coo_array(
        (np.concatenate(lengths), (np.concatenate(rows), np.concatenate(columns))), shape=(walk.size,) * 2
    )
    cell = lambda px, py: int(index[int((py - y[0]) / CELL + 0.5), int((px - x[0]) / CELL + 0.5)])  # noqa: E731
    goals = [cell(*point) for p in passages if len(p.rooms) == 1 for point in passage_points(p.line)]
    found = dijkstra(graph.tocsr(), directed=False, indices=goals, min_only=True)
    return [float(found[cell(s.at.x, s.at.y)]) for s in spots]


def random_floor(rng: random.Random) -> tuple[list[Polygon], list[Passage], list[Spot]]:
    """Draw an L corridor with rooms on both sides of its long leg, some with a wing wall or a column."""
    wide, leg = rng.choice([1.8, 2.4, 3.0]), rng.uniform(6, 12)
    widths = [round(rng.uniform(3, 8), 1) for _ in range(rng.randint(2, 4))]
    length = sum(widths) + WALL * len(widths) + wide
    rooms: list[Polygon] = [
        Polygon([(0, 0), (length, 0), (length, -leg), (length - wide, -leg), (length - wide, -wide), (0, -wide)])
    ]
    doors: list[Passage] = []
    x = 0.0
    for width in widths:
        rooms.append(box(x, WALL, x + width, WALL + rng.uniform(3, 8)))
        doors += door_between(rng, 0, len(rooms) - 1, x, x + width, WALL / 2)
        rooms.append(box(x, -wide - WALL - min(leg - wide - WALL, rng.uniform(3, 6)), x + width, -wide - WALL))
        doors += door_between(rng, 0, len(rooms) - 1, x, x + width, -wide - WALL / 2) if rng.random() < 0.8 else []
        x += width + WALL
    doors += [Passage(_inner_door(rooms, n), (n, n + 2)) for n in range(1, len(rooms) - 2, 2) if rng.random() < 0.4]
    doors.append(Passage(LineString([(-0.1, -wide / 2 - 0.5), (-0.1, -wide / 2 + 0.5)]), (0,)))
    if rng.random() < 0.5:
        half = rng.choice([0.45, 0.9])
        doors.append(
            Passage(LineString([(length - wide / 2 - half, -leg - 0.1), (length - wide / 2 + half, -leg - 0.1)]), (0,))
        )
    rooms = [room if n == 0 else put_in(rng, room, n, doors, (0, 1, 2)) for n, room in enumerate(rooms)]
    spots = [Spot(n, room.point_on_surface() if n == 0 else deep_point(room)) for n, room in enumerate(rooms)]
    return rooms, doors, spots


def door_between(rng: random.Random, one: int, two: int, west: float, east: float, y: float) -> list[Passage]:
    found = []
    for _ in range(rng.choice([1, 1, 2])):
        width = rng.choice([0.9, 1.0, 1.8])
        at = round(rng.uniform(west + 0.2, east - width - 0.2), 1)
        found.append(Passage(LineString([(at, y), (at + width, y)]), (one, two)))
    return found


def _inner_door(rooms: list[Polygon], n: int) -> LineString:
    x = rooms[n].bounds[2] + WALL / 2
    low, high = (f(r.bounds[k] for r in (rooms[n], rooms[n + 2])) for f, k in ((max, 1), (min, 3)))
    return LineString([(x, (low + high) / 2 - 0.5), (x, (low + high) / 2 + 0.5)])


@pytest.mark.parametrize("seed", range(40))
def test_distances_are_the_grids(seed: int) -> None:
    rooms, passages, spots = random_floor(dice(seed))
    for mine, grids in zip(reach(rooms, passages, spots), reach_on_grid(rooms, passages, spots), strict=True):
        assert math.isinf(mine) == math.isinf(grids)
        if math.isfinite(mine):
            assert -0.01 * grids - CELL <= mine - grids <= 0.08 * grids + CELL  # ends are snapped to cells


@pytest.mark.parametrize("seed", range(40))
def test_a_wall_more_never_shortens(seed: int) -> None:
    rng = dice(1000 + seed)
    rooms, passages, spots = random_floor(rng)
    before = reach(rooms, passages, spots)
    n = rng.randrange(len(rooms))
    west, south, east, north = rooms[n].bounds
    x, y = rng.uniform(west, east), rng.uniform(south, north)
    wall = LineString([(x, y), (rng.uniform(west, east), rng.uniform(south, north))]).buffer(0.05)
    parted = [room.difference(wall) if k == n else room for k, room in enumerate(rooms)]
    kept = [spot.room != n or spot.at.distance(wall) > CLEAR_M + 0.1 for spot in spots]
    after = reach(parted, passages, spots)
    assert all(new >= old - 1e-6 for new, old, same in zip(after, before, kept, strict=True) if same)


@pytest.mark.parametrize("seed", range(12))
def test_a_door_less_never_shortens(seed: int) -> None:
    rooms, passages, spots = random_floor(dice(2000 + seed))
    before = reach(rooms, passages, spots)
    for n in range(len(passages)):
        after = reach(rooms, passages[:n] + passages[n + 1 :], spots)
        assert all(new >= old - 1e-6 for new, old in zip(after, before, strict=True))


@pytest.mark.parametrize("seed", range(5))
def test_six_digit_coordinates_and_any_bearing_change_nothing(seed: int) -> None:
    rooms, passages, spots = random_floor(dice(seed))
    move: Any = lambda shape: translate(rotate(shape, 33, origin=(0, 0)), 314_974.6, 4_579_782.4)  # noqa: E731
    moved = reach(
        [move(room) for room in rooms],
        [Passage(move(p.line), p.rooms) for p in passages],
        [Spot(s.room, move(s.at)) for s in spots],
    )
    assert moved == pytest.approx(reach(rooms, passages, spots), abs=1e-3)


ROOM = box(0, 0, 10, 6)


def door(x: float, y: float, *rooms: int, width: float = 1.0) -> Passage:
    """Draw a door in a wall that runs from west to east, its middle at x."""
    return Passage(LineString([(x - width / 2, y), (x + width / 2, y)]), rooms)


def test_no_room_loses_its_ways_to_the_grid_that_its_shape_carries() -> None:
    turned = translate(rotate(box(0, 0, 8.05, 3.09), 2.1, origin=(0, 0)), 372921.07, 5806512.771)
    room = shapely.set_precision(turned, 0.001)
    drawn_in = room.buffer(-CLEAR_M, join_style="mitre")
    assert shapely.get_precision(drawn_in) == 0.001 and drawn_in.buffer(1e-5, join_style="mitre").is_empty
    spots = [Spot(0, Point(*at)) for at in shapely.get_coordinates(drawn_in.buffer(-0.5))[[0, 2]]]
    ways = find_ways([room], [], spots)
    assert find_nearest(ways, [1]).metres[0] == pytest.approx(spots[0].at.distance(spots[1].at))


def test_straight_to_the_doors_middle() -> None:
    found = reach([ROOM], [door(5, -0.1, 0)], [Spot(0, Point(5, 3)), Spot(0, Point(5, 5.9))])
    assert found == pytest.approx([3.1, 6.0], abs=1e-4)  # the second stands within the clearance of the wall


def test_round_a_corner_at_a_foots_clearance() -> None:
    room = ROOM.difference(box(4.8, 0, 5.2, 4))
    corners = [(2, 1), (4.8 - CLEAR_M, 4 + CLEAR_M), (5.2 + CLEAR_M, 4 + CLEAR_M), (8, 1)]
    way = LineString([*corners, (8, -0.1)])
    found = reach([room], [door(8, -0.1, 0)], [Spot(0, Point(2, 1))])
    assert found == pytest.approx([LineString([*corners[:3], (8, -0.1)]).length], abs=0.02)
    assert found[0] < way.length


def test_a_wide_opening_is_walked_through_where_it_is_near() -> None:
    rooms = [ROOM, box(0, -6.2, 10, -0.2)]
    passages = [door(5, -0.1, 0, 1, width=10.0), door(1, -6.3, 1)]
    assert reach(rooms, passages, [Spot(0, Point(1, 3))])[0] == pytest.approx(9.3, abs=0.15)


def test_a_gap_that_is_tight_counts_more_and_a_crack_not_at_all() -> None:
    spot = [Spot(0, Point(2, 3))]
    wide, tight, crack = (
        reach([ROOM.difference(box(4.9, gap, 5.1, 6))], [door(8, -0.1, 0)], spot)[0] for gap in (0.7, 0.5, 0.35)
    )
    assert wide < 10
    assert tight == pytest.approx(wide + SQUEEZE_M, abs=0.5)
    assert math.isinf(crack)


def test_no_way_through_walls_windows_or_loose_doors() -> None:
    rooms = [ROOM, box(0, 6.05, 10, 12)]
    assert math.isinf(reach(rooms, [door(5, -0.1, 0)], [Spot(1, Point(5, 9))])[0])
    far = door(5, 8.0, 0)  # drawn nowhere near the wall of the room that it is said to lead to
    assert math.isinf(reach([ROOM], [far], [Spot(0, Point(5, 3))])[0])
    assert reach([], [], []) == []


def test_a_narrow_closet_has_its_way_out() -> None:
    closet = box(4, 6.2, 6, 6.6)
    found = reach([ROOM, closet], [door(5, 6.1, 0, 1, width=0.7), door(5, -0.1, 0)], [Spot(1, Point(5, 6.4))])
    assert found == pytest.approx([6.5], abs=0.01)


def test_a_door_askew_to_its_wall_and_one_deep_in_it() -> None:
    slanted = Polygon([(0, 0), (10, 1.5), (10, 8), (0, 8)])
    assert math.isfinite(reach([slanted], [door(5, 0.6, 0)], [Spot(0, Point(5, 5))])[0])
    assert reach([ROOM], [door(5, -0.7, 0)], [Spot(0, Point(5, 3))]) == pytest.approx([3.7], abs=1e-3)


def test_three_hundred_rooms_in_a_second() -> None:
    floors = [random_floor(dice(seed)) for seed in range(45)]
    count, start = sum(len(rooms) for rooms, _, _ in floors), time.process_time()
    for rooms, passages, spots in floors:
        reach(rooms, passages, spots)
    assert (time.process_time() - start) * 300 / count < 3.0  # about 0.5 s on two slow cores
