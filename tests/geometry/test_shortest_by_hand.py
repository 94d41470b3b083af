"""Ways in small graphs, found without SciPy, are those that SciPy finds."""

from __future__ import annotations

import numpy as np
import pytest

from campusmap.geometry.reach import Ways
from campusmap.geometry.shortest import find_each, find_each_by_hand, trace


def random_ways(seed: int, count: int = 60, edges: int = 110) -> Ways:
    """Join random points by random edges, some of them twice at different lengths."""
    dice = np.random.default_rng(seed)
    xy = dice.uniform(0, 100, (count, 2))
    ends = dice.integers(0, count, (edges, 2))
    ends = np.concatenate([ends[ends[:, 0] != ends[:, 1]], ends[:9][ends[:9, 0] != ends[:9, 1]][:, ::-1]])
    lengths = np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T) + dice.uniform(0, 5, len(ends))
    return Ways(ends, lengths, np.full(count, -1), xy, np.zeros(count, dtype=np.int64))


@pytest.mark.parametrize("seed", range(6))
def test_both_find_the_same_ways(seed: int) -> None:
    ways, goals = random_ways(seed), [[0], [3, 7], [11]]
    ours, theirs = find_each_by_hand(ways, goals), find_each(ways, goals)
    assert np.allclose(ours.metres, theirs.metres, atol=1e-6, rtol=0)
    assert (ours.next_nodes == theirs.next_nodes).all()
    far = int(np.where(np.isfinite(ours.metres[1]), ours.metres[1], -1).argmax())
    assert trace(ours.next_nodes[1], far)[-1] in goals[1]


def test_no_goal_is_far_from_everything() -> None:
    assert find_each_by_hand(random_ways(1), []).metres.shape == (0, 60)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_beyond_a_reach_is_not_found_and_the_rest_is_found_as_without(seed: int) -> None:
    ways, goals = random_ways(seed), [[0], [3, 7], [11]]
    every, near = find_each(ways, goals), find_each(ways, goals, within_m=60.0)
    within = every.metres <= 60.0
    assert within.any()
    assert (near.metres == np.where(within, every.metres, np.inf)).all()
    assert (near.next_nodes == np.where(within, every.next_nodes, -1)).all()
    assert not within.all()
