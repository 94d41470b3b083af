"""Points inside shapes, against a dense search."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate

from campusmap.geometry.label import find_free_point, find_pole

L_SHAPE = Polygon([(0, 0), (8, 0), (8, 2), (2, 2), (2, 8), (0, 8)])
RING = box(0, 0, 10, 10).difference(box(2, 2, 8, 9))


@pytest.mark.parametrize(
    "shape", [box(0, 0, 4, 9), rotate(box(0, 0, 4, 9), 20), L_SHAPE, RING, Polygon([(0, 0), (9, 0), (1, 5)])]
)
def test_pole_is_as_deep_as_a_dense_search_finds(shape: Polygon) -> None:
    x0, y0, x1, y1 = shape.bounds
    xs, ys = np.meshgrid(np.arange(x0, x1, 0.02), np.arange(y0, y1, 0.02))
    points = shapely.points(xs.ravel(), ys.ravel())
    points = points[shapely.contains(shape, points)]
    deepest = shapely.distance(points, shape.boundary).max()
    pole = find_pole(shape)
    assert shape.contains(pole) and pole.distance(shape.boundary) >= deepest - 0.13


def test_rectangle_takes_its_centre_and_a_multipart_its_largest_part() -> None:
    assert find_pole(box(0, 0, 4, 9)).equals(Point(2, 4.5))
    assert find_pole(rotate(box(0, 0, 4, 9), 20)).equals(Point(2, 4.5))
    assert find_pole(MultiPolygon([box(0, 0, 1, 1), box(5, 5, 9, 9)])).equals(Point(7, 7))
    with pytest.raises(ValueError, match="no inside"):
        find_pole(Polygon())


def test_free_points_keep_their_gap_and_never_coincide() -> None:
    taken: list[Point] = []
    for _ in range(20):
        taken.append(find_free_point(L_SHAPE, taken, 0.8))
    gaps = [a.distance(b) for i, a in enumerate(taken) for b in taken[:i]]
    assert min(gaps) > 0.79 and all(L_SHAPE.contains(point) for point in taken)
    tiny, crowd = box(0, 0, 0.5, 0.5), []
    for _ in range(4):
        crowd.append(find_free_point(tiny, crowd, 0.8))
    assert len({point.coords[0] for point in crowd}) == 4
