"""The shortest ways in a graph are those that SciPy finds."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from campusmap.geometry.reach import Ways
from campusmap.geometry.shortest import find_each, find_nearest, trace


def random_ways(seed: int, count: int = 60, edges: int = 110) -> Ways:
    """Join random points by random edges, some of them twice at different lengths."""
    dice = np.random.default_rng(seed)
    xy = dice.uniform(0, 100, (count, 2))
    ends = dice.integers(0, count, (edges, 2))
    ends = np.concatenate([ends[ends[:, 0] != ends[:, 1]], ends[:9][ends[:9, 0] != ends[:9, 1]][:, ::-1]])
    lengths = np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T) + dice.uniform(0, 5, len(ends))
    return Ways(ends, lengths, np.full(count, -1), xy, np.zeros(count, dtype=np.int64))


def walk_by_scipy(ways: Ways, goals: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return metres to the nearest of some nodes, the next node on the way there (-1 for none), and which it is."""
    matrix = np.full((len(ways.xy),) * 2, np.inf)
    for (a, b), length in zip(ways.ends.tolist(), ways.lengths.tolist(), strict=True):
        matrix[a, b] = matrix[b, a] = min(length, matrix[a, b])
    graph = csr_array(np.where(np.isfinite(matrix), matrix, 0.0))
    metres, steps, nearest = dijkstra(graph, indices=goals, min_only=True, return_predecessors=True)
    return metres, np.maximum(steps, -1), np.maximum(nearest, -1)


@pytest.mark.parametrize("seed", range(6))
def test_the_ways_to_each_goal_are_the_shortest(seed: int) -> None:
    ways, goals = random_ways(seed), [[0], [3, 7], [11]]
    each = find_each(ways, goals)
    for row, own in enumerate(goals):
        metres, steps, _ = walk_by_scipy(ways, own)
        assert np.allclose(each.metres[row], metres, atol=1e-6, rtol=0)
        assert (each.next_nodes[row] == steps).all()
    far = int(np.where(np.isfinite(each.metres[1]), each.metres[1], -1).argmax())
    assert trace(each.next_nodes[1], far)[-1] in goals[1]


@pytest.mark.parametrize("seed", range(6))
def test_the_nearest_goal_is_told_with_the_way_there(seed: int) -> None:
    ways = random_ways(seed)
    mine = find_nearest(ways, [11, 3, 7])
    metres, steps, nearest = walk_by_scipy(ways, [3, 7, 11])
    assert np.allclose(mine.metres, metres, atol=1e-6, rtol=0)
    assert (mine.next_nodes == steps).all()
    assert (mine.goals == nearest).all()
    assert not np.isfinite(mine.metres).all()  # some are joined to no goal


def test_no_goal_is_far_from_everything() -> None:
    ways = random_ways(1)
    assert find_each(ways, []).metres.shape == (0, 60)
    nowhere = find_nearest(ways, [])
    assert np.isinf(nowhere.metres).all()
    assert (nowhere.goals == -1).all()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_beyond_a_reach_is_not_found_and_the_rest_is_found_as_without(seed: int) -> None:
    ways, goals = random_ways(seed), [[0], [3, 7], [11]]
    every, near = find_each(ways, goals), find_each(ways, goals, within_m=60.0)
    within = every.metres <= 60.0
    assert within.any()
    assert (near.metres == np.where(within, every.metres, np.inf)).all()
    assert (near.next_nodes == np.where(within, every.next_nodes, -1)).all()
    assert not within.all()
