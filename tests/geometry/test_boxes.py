"""Distances to turned boxes, against Shapely's own."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import affinity

from campusmap.geometry.boxes import box_distances


@pytest.mark.parametrize("turn", [0.0, 30.0, 90.0, 215.0])
def test_distances_agree_with_a_polygon(turn: float) -> None:
    points = np.random.default_rng(7).uniform(-10, 10, (200, 2))
    box = affinity.rotate(shapely.box(1 - 3, 2 - 0.5, 1 + 3, 2 + 0.5), turn, origin=(1, 2))
    assert box_distances((1, 2), 6, 1, turn, points) == pytest.approx(shapely.distance(box, shapely.points(points)))
