"""Pairs of near points, against a comparison of each with each."""

from __future__ import annotations

import numpy as np
import pytest

from campusmap.geometry.lines import near_pairs


@pytest.mark.parametrize(
    ("count", "reach", "seed"), [(0, 1.0, 1), (1, 1.0, 1), (60, 0.5, 2), (300, 0.2, 3), (300, 40.0, 4)]
)
def test_the_pairs_are_those_of_comparing_each_with_each(count: int, reach: float, seed: int) -> None:
    points = np.random.default_rng(seed).uniform(0, 10, (count, 2)).round(1)  # many on one line, some twice
    slow = {(i, j) for i in range(count) for j in range(i + 1, count) if np.hypot(*(points[i] - points[j])) <= reach}
    found = near_pairs(points, reach)
    assert found.shape == (len(slow), 2)
    assert set(map(tuple, found.tolist())) == slow
