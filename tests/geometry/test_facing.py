"""Faces of walls, against a slow count of every probe against every segment."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely

from campusmap.geometry.facing import probe_faces


def box(x: float, y: float, width: float, depth: float) -> list[list[tuple[float, float]]]:
    ring = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth), (x, y)]
    return [list(pair) for pair in pairwise(ring)]


def slow_share(segments: np.ndarray, low: float, high: float) -> float:
    """Walk along each segment in steps of 5 cm and look left and right for a parallel one."""
    lines = [shapely.LineString(pair) for pair in segments]
    seen = total = 0
    for k, (a, b) in enumerate(segments):
        step = (b - a) / np.hypot(*(b - a))
        normal = np.array([-step[1], step[0]])
        for at in np.arange(0.025, np.hypot(*(b - a)), 0.05):
            sides = []
            for sign in (1, -1):
                ray = shapely.LineString([a + step * at + normal * sign * d for d in (low, high)])
                beside = [
                    j
                    for j, line in enumerate(lines)
                    if j != k
                    and ray.intersects(line)
                    and abs(
                        step[0] * (segments[j][1] - segments[j][0])[1] - step[1] * (segments[j][1] - segments[j][0])[0]
                    )
                    < 0.03 * lines[j].length
                ]
                sides.append(bool(beside))
            total += 1
            seen += sides[0] != sides[1]
    return seen / total


@pytest.mark.parametrize(
    "drawing",
    [
        [*box(0, 0, 8, 6), *box(0.2, 0.2, 7.6, 5.6)],  # a room in double walls
        [*box(0, 0, 8, 6), *box(3, 2, 1.6, 0.8)],  # single walls round a desk
        [[(0, k * 0.3), (1.2, k * 0.3)] for k in range(12)],  # treads
        [[(k * 7.2, 0), (k * 7.2, 30)] for k in range(5)],  # grid lines
    ],
)
def test_the_share_in_two_faces_is_that_of_a_slow_count(drawing: list) -> None:
    segments = np.array(drawing, dtype=float)
    faced = probe_faces(segments, (0.06, 0.5))[1]
    assert faced.mean() == pytest.approx(slow_share(segments, 0.06, 0.5), abs=0.06)


def test_walls_stand_out_from_treads_and_grids() -> None:
    walls = np.array([*box(0, 0, 8, 6), *box(0.2, 0.2, 7.6, 5.6)], dtype=float)
    treads = np.array([[(0, k * 0.3), (1.2, k * 0.3)] for k in range(12)], dtype=float)
    assert probe_faces(walls, (0.06, 0.5))[1].mean() > 0.9
    assert probe_faces(treads, (0.06, 0.5))[1].mean() < 0.25
    assert not len(probe_faces(np.empty((0, 2, 2)), (0.06, 0.5))[1])
