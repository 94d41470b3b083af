"""Marks in rare styles: doors shut by a chord, frames round texts, lines on floors, faces short of their jambs."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely

from campusmap.geometry.chords import find_chords
from campusmap.geometry.lines import reach_corners
from campusmap.model.plan import Label, Role, Stroke
from campusmap.rooms.floor_lines import find_floor_lines
from campusmap.rooms.frames import find_area_frames, find_frames
from campusmap.rooms.mixed import sort_strokes
from campusmap.rooms.outline import clean_polygons


def line(*points: tuple[float, float], closed: bool = False) -> Stroke:
    return Stroke("LWPOLYLINE" if len(points) > 2 else "LINE", "0", "", points, closed=closed)


def box(x: float, y: float, width: float, height: float) -> Stroke:
    return line((x, y), (x + width, y), (x + width, y + height), (x, y + height), closed=True)


@pytest.mark.parametrize(("slant", "found"), [(math.sqrt(2), 1), (1.3, 0)])
def test_a_chord_shuts_a_leaf_open_by_a_quarter_turn(slant: float, found: int) -> None:
    end = 0.9 * math.sqrt(slant**2 - 1)
    segments = np.array([[(0, 0), (0, 0.9)], [(0, 0.9), (end, 0)], [(5, 5), (9, 5)]], dtype=float)
    rows = find_chords(segments)
    assert len(rows) == found
    assert not found or rows[0].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(("short", "found"), [(0.03, 1), (0.2, 0)])
def test_a_face_is_led_to_the_jamb_that_it_stops_short_of(short: float, found: int) -> None:
    segments = np.array([[(0, 0), (3 - short, 0)], [(3, 0), (3, 0.2)], [(3, 0), (4, 0)]])
    led = reach_corners(segments, 0.06)
    assert len(led) == found
    assert not found or led[0].tolist() == [[3 - short, 0], [3, 0]]


@pytest.mark.parametrize(("size", "framed"), [(0.9, {0, 1, 2}), (6.0, set())])
def test_boxes_of_one_make_hardly_larger_than_their_text_are_frames(size: float, framed: set[int]) -> None:
    boxes = [box(10 * k, 0, size, size / 2) for k in range(3)]
    labels = [Label(str(k), 10 * k + size / 2, size / 4, 0.2, 0.2, 0.0, "0", "", "TEXT") for k in range(3)]
    drawn = [(stroke, shapely.Polygon(stroke.points)) for stroke in boxes]
    assert find_frames(drawn, labels) == framed


@pytest.mark.parametrize(("gap", "framed"), [(0.2, set()), (1.0, {0, 1, 2})])
def test_small_rooms_of_one_size_stand_beside_others(gap: float, framed: set[int]) -> None:
    boxes = [*(box(3 * k, 0, 2, 1) for k in range(3)), box(-1, 1 + gap, 12, 4)]
    labels = [Label(str(k), 3 * k + 1, 0.5, 0.4, 0.4, 0.0, "0", "", "TEXT") for k in range(3)]
    drawn = [(stroke, shapely.Polygon(stroke.points)) for stroke in boxes]
    assert find_area_frames(drawn, labels) == framed


@pytest.mark.parametrize(("tip", "role"), [((3.6, 0.6), Role.FURNITURE), ((3.0, 0.9), Role.WALL)])
def test_a_leaf_that_stands_ajar_is_no_piece_of_the_wall(tip: tuple[float, float], role: Role) -> None:
    walls = [line((0, 0), (3, 0)), line((4, 0), (9, 0)), line((0, 5), (9, 5)), line((0, 0), (0, 5))]
    assert sort_strokes([*walls, line((3, 0), tip)])[-1] is role


@pytest.mark.parametrize("partition", [False, True])
def test_a_court_stands_alone_among_walls_in_two_faces(partition: bool) -> None:
    walls = [box(-0.2, -0.2, 30.4, 20.4), box(0, 0, 30, 20)]
    court, middle = box(5, 3, 20, 14), line((15, 3), (15, 17))
    ends_on_it = [line((5, 0), (5, 3)), line((5.15, 0), (5.15, 3))] if partition else []
    found = find_floor_lines([*walls, court, middle, *ends_on_it])
    assert found == (frozenset() if partition else frozenset({2, 3}))


def test_an_outline_with_a_part_in_a_filled_hole_is_valid() -> None:
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    outline = clean_polygons(shapely.MultiPolygon([ring, shapely.box(1.2, 1.2, 1.8, 1.8)]), hole_m2=2.0)
    assert outline.is_valid
    assert outline.area == pytest.approx(9.0)
