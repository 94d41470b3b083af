"""Shortest ways against the exact ones: a visibility graph over the whole floor, and a fine grid."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
import shapely
from scipy.ndimage import distance_transform_edt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString
from walking_floors import Drawn, exact_metres, open_floor, random_wing

from campusmap.geometry.doorways import CLEAR_M, passage_points
from campusmap.geometry.reach import find_ways
from campusmap.geometry.shortest import find_nearest, trace

CELL = 0.1


def walk(drawn: Drawn) -> tuple[list[float], list[np.ndarray]]:
    """Return the metres from each spot to the nearest door outside, and the way there as points."""
    rooms, passages, spots = drawn
    ways = find_ways(rooms, passages, spots)
    goals = [n for n, p in enumerate(ways.passages) if p >= 0 and len(passages[p].rooms) == 1]
    nearest = find_nearest(ways, goals)
    return nearest.metres[: len(spots)].tolist(), [ways.xy[trace(nearest.next_nodes, n)] for n in range(len(spots))]


def compare(seed: int) -> list[float]:
    """Return how much longer the ways of one floor are than the exact ones, as a share; check where they lead."""
    rng = random.Random(seed)
    drawn = random_wing(rng, rng.randint(1, 5))
    assert len(drawn[0]) <= 12
    exact, free = exact_metres(*drawn, CLEAR_M)
    mine, tracks = walk(drawn)
    walls = free.buffer(1e-4, join_style="mitre")
    for track, metres in zip(tracks, mine, strict=True):
        if math.isfinite(metres) and len(track) > 1:
            line = LineString(track)
            assert walls.covers(line), (seed, line.wkt)
            assert line.length == pytest.approx(metres, abs=1e-5)
    assert [math.isinf(a) for a in mine] == [math.isinf(b) for b in exact], seed
    return [a / b - 1 for a, b in zip(mine, exact, strict=True) if math.isfinite(a)]


def check_floors(seeds: range) -> tuple[float, float, int]:
    """Return the worst and the mean excess over some floors, and over how many ways."""
    excess = np.concatenate([compare(seed) for seed in seeds])
    assert excess.min() > -1e-6, excess.min()
    assert excess.max() < 0.02, excess.max()
    return float(excess.max()), float(excess.mean()), len(excess)


def test_ways_are_never_shorter_than_the_exact_ones_and_within_two_percent() -> None:
    assert check_floors(range(20))[2] > 80


@pytest.mark.full
def test_ways_on_five_hundred_floors_are_the_exact_ones() -> None:
    worst, mean, count = check_floors(range(500))
    print(f"{count} ways: at most {worst:.2%} and on average {mean:.3%} longer than the exact ones")
    assert count > 2000


def test_the_comparison_can_fail() -> None:
    """A wall drawn where no walker of ours was told of it is crossed, and told."""
    rooms, passages, spots = random_wing(random.Random(3), 4)
    _, tracks = walk((rooms, passages, spots))
    free = open_floor(rooms, passages).buffer(-CLEAR_M, join_style="mitre")
    longest = LineString(max(tracks, key=len))
    wall = longest.interpolate(0.5, normalized=True).buffer(0.2)
    assert free.buffer(1e-4).covers(longest)
    assert not free.difference(wall).buffer(1e-4).covers(longest)


def grid_metres(drawn: Drawn) -> list[float]:
    """Return the metres by a grid of cells that keep a walker's clearance and half a cell off every wall."""
    rooms, passages, spots = drawn
    floor = open_floor(rooms, passages)
    west, south, east, north = floor.bounds
    x, y = (np.arange(low - 0.5, high + 0.5, CELL) for low, high in ((west, east), (south, north)))
    free = shapely.contains_xy(floor, *np.meshgrid(x, y))
    walk = distance_transform_edt(free) * CELL >= CLEAR_M + CELL / 2
    index = np.arange(walk.size).reshape(walk.shape)
    moves = [(0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1)]
    edges = []
    for down, right in moves:
        a = (slice(0, walk.shape[0] - down), slice(max(0, -right), walk.shape[1] - max(0, right)))
        b = (slice(down, None), slice(max(0, right), walk.shape[1] + min(0, right)))
        both = walk[a] & walk[b]
        edges.append(
            np.column_stack([index[a][both], index[b][both], np.full(int(both.sum()), CELL * math.hypot(down, right))])
        )
    rows = np.concatenate(edges)
    graph = coo_array((rows[:, 2], (rows[:, 0].astype(int), rows[:, 1].astype(int))), shape=(walk.size,) * 2)
    cell = lambda px, py: int(index[round((py - y[0]) / CELL), round((px - x[0]) / CELL)])  # noqa: E731
    goals = [cell(*point) for p in passages if len(p.rooms) == 1 for point in passage_points(p.line)]
    found = dijkstra(graph.tocsr(), directed=False, indices=goals, min_only=True)
    return [float(found[cell(s.at.x, s.at.y)]) for s in spots]


def check_against_grid(seed: int, bays: int) -> int:
    """Check that no way is longer than the grid's, whose ends are snapped to its cells; return how many were judged."""
    drawn = random_wing(random.Random(seed), bays)
    mine, grids = walk(drawn)[0], grid_metres(drawn)
    judged = [(a, b) for a, b in zip(mine, grids, strict=True) if math.isfinite(b)]
    assert all(a <= b + 2 * CELL for a, b in judged), max(a - b for a, b in judged)
    return len(judged)


def test_ways_on_a_larger_floor_stay_under_a_fine_grids() -> None:
    assert sum(check_against_grid(seed, 14) for seed in range(2)) > 30


@pytest.mark.full
def test_ways_on_many_larger_floors_stay_under_a_fine_grids() -> None:
    assert sum(check_against_grid(seed, 30) for seed in range(10)) > 300
