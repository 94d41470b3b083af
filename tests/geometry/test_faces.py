"""Faces: closed, told thin from roomy, and cut at necks."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import LineString, Polygon, box

from campusmap.geometry.faces import (
    are_thinner,
    close_shapes,
    cut_polygon,
    fill_holes,
    largest_polygon,
    lines_to_faces,
    mean_width,
    neck_chords,
    open_shapes,
    segments_to_faces,
    unite,
)


def _corridor(rooms: int) -> list[LineString]:
    """Draw a corridor with rooms on both sides: 2 x rooms T-junctions."""
    lines = [LineString([(0, y), (3 * rooms, y)]) for y in (0, 4, 6, 10)]
    lines += [LineString([(0, 0), (0, 10)]), LineString([(3 * rooms, 0), (3 * rooms, 10)])]
    lines += [LineString([(3 * k, y), (3 * k, y + 4)]) for k in range(1, rooms) for y in (0, 6)]
    return lines


def test_a_corridor_of_two_hundred_t_junctions_is_one_face() -> None:
    faces = lines_to_faces(_corridor(100))
    assert len(faces) == 201
    assert max(round(f.area) for f in faces) == 600
    assert sum(f.area for f in faces) == pytest.approx(3000)


def test_faces_come_in_the_same_order_whatever_the_order_of_lines() -> None:
    lines = _corridor(5)
    assert [f.bounds for f in lines_to_faces(lines)] == [f.bounds for f in lines_to_faces(lines[::-1])]


def test_stray_length_counts_dangles_and_bridges() -> None:
    square = np.array([[(0, 0), (4, 0)], [(4, 0), (4, 4)], [(4, 4), (0, 4)], [(0, 4), (0, 0)], [(2, 2), (2, 3)]], float)
    faces, stray = segments_to_faces(square)
    assert len(faces) == 1 and stray == pytest.approx(1)


def test_thin_is_no_room_for_a_disc() -> None:
    shapes = np.array([box(0, 0, 10, 0.5), box(0, 0, 1, 1), box(0, 0, 10, 0.7)], dtype=object)
    assert are_thinner(shapes, 0.6).tolist() == [True, False, False]
    assert (mean_width(shapes) <= [0.5, 1.0, 0.7]).all()
    ring = Polygon(box(0, 0, 10, 10).exterior, [box(0.3, 0.3, 9.7, 9.7).exterior])
    assert are_thinner(np.array([ring], dtype=object), 0.6).tolist() == [True]


def test_opening_takes_off_strips_and_closing_fills_cracks() -> None:
    key = shapely.union(box(0, 0, 4, 4), box(4, 1, 9, 1.2))
    assert open_shapes(key, 0.36).area == pytest.approx(16)
    assert close_shapes(shapely.union(box(0, 0, 4, 4), box(4.1, 0, 8, 4)), 0.2).area == pytest.approx(32)


def test_small_holes_are_filled_unless_something_stands_in_them() -> None:
    room = Polygon(
        box(0, 0, 9, 9).exterior, [box(1, 1, 2, 2).exterior, box(4, 4, 5, 5).exterior, box(6, 6, 8, 8).exterior]
    )
    assert fill_holes(room, 2.0).area == pytest.approx(81 - 4)
    assert fill_holes(room, 2.0, shapely.Point(4.5, 4.5)).area == pytest.approx(81 - 5)


def test_a_neck_is_cut_across_its_narrowest_place() -> None:
    dumbbell = shapely.union_all([box(0, 0, 4, 4), box(4, 1.5, 4.2, 2.4), box(4.2, 0, 8, 4)])
    (chord,) = neck_chords(dumbbell, 0.95)
    assert chord.length == pytest.approx(0.9, abs=0.01)
    left, right = sorted(cut_polygon(dumbbell, [chord]), key=lambda part: part.centroid.x)
    assert left.area + right.area == pytest.approx(dumbbell.area, abs=0.01)
    assert 16 <= left.area <= 16.2
    assert neck_chords(dumbbell, 0.8) == []


def test_largest_polygon_of_anything() -> None:
    mixed = shapely.GeometryCollection([LineString([(0, 0), (1, 1)]), box(0, 0, 1, 1), box(5, 5, 8, 8)])
    assert largest_polygon(mixed).area == 9
    assert largest_polygon(LineString([(0, 0), (1, 1)])).is_empty


def test_uniting_faces_is_their_union_whether_they_share_edges_overlap_or_lie_off_the_grid() -> None:
    faces = lines_to_faces(_corridor(4))
    loose = [box(0, 0, 2, 1), box(1, 0.5, 3, 2), box(9, 9, 10, 10)]
    off_grid = [box(0, 0, 1 / 3, 1), box(1 / 3, 0, 1, 1)]
    spoilt = [*faces, box(11, 3, 13, 5)]  # lies over two of the faces
    for shapes in (np.array(each, dtype=object) for each in (faces, loose, off_grid, spoilt)):
        whole = unite(shapes)
        assert shapely.equals(whole, shapely.union_all(shapes, grid_size=0.001))
        assert shapely.get_num_interior_rings(shapely.get_parts(whole)).sum() == 0
