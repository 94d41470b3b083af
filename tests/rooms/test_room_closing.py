"""Rooms closed by walls: gaps healed and told, faces culled and counted, open plans split where labels ask for it."""

from __future__ import annotations

import pytest
from rooms.draw import Drawing, codes, floor, stages, two_rooms
from shapely import LineString

from campusmap.model.notice import NOTICES
from campusmap.model.places import OpeningKind


def test_short_wall_ends_are_healed_and_told() -> None:
    drawing = two_rooms().line("A-WALL", (4.2, 2.5), (8.15, 2.5)).text("103", 6, 3.4)
    found = floor(drawing)
    assert [space.number for space in found.spaces] == ["101", "102", "103"]
    (notice,) = [n for n in found.notices if n.code == "rooms.gap_healed"]
    assert "0.05 m" in notice.text


def test_a_corner_both_of_whose_lines_fall_short_is_closed() -> None:
    drawing = Drawing().line("A-WALL", (0.03, 0), (4, 0), (4, 4), (0, 4), (0, 0.03)).text("1", 2, 2)
    assert floor(drawing).spaces[0].outline.area == pytest.approx(16, rel=0.01)


def test_a_straight_wall_line_broken_by_less_than_a_door_goes_on() -> None:
    drawing = Drawing().box("A-WALL", -0.2, -0.2, 8.2, 4.2)
    drawing.line("A-WALL", (3, 0), (8, 0), (8, 4), (0, 4), (0, 0), (2.5, 0)).text("1", 2, 2)
    found = floor(drawing)
    assert found.spaces[0].outline.area == pytest.approx(32, rel=0.005)
    assert "rooms.gap_healed" in codes(found)


def test_a_wide_gap_in_a_wall_face_does_not_join_the_wall_to_the_room() -> None:
    drawing = Drawing().box("A-WALL", -0.2, -0.2, 8.4, 4.2).text("101", 2, 2).text("102", 6, 2)
    drawing.line("A-WALL", (4.0, 0), (0, 0), (0, 4), (1.0, 4)).line("A-WALL", (2.8, 4), (4, 4), (4, 1.9), (4.2, 1.9))
    drawing.line("A-WALL", (4.2, 1.9), (4.2, 4), (8.2, 4), (8.2, 0), (4.2, 0), (4.2, 1), (4.0, 1), (4.0, 0))
    found = floor(drawing.swing((4.2, 1.0), 0.9, 0, 90, 0))
    assert [space.outline.area for space in found.spaces] == pytest.approx([16.36, 16], rel=0.005)


def test_wall_bodies_and_columns_are_no_rooms_and_counted() -> None:
    drawing = two_rooms().box("A-WALL", 1, 1, 1.5, 1.5)
    result = stages(drawing)
    assert len(result.floor.spaces) == 2
    assert {drop.reason for drop in result.dropped} == {"wall body", "doorway"}
    counted = sum(n.count for n in result.floor.notices if n.code == "rooms.face_dropped")
    assert counted == len(result.dropped)
    assert not result.floor.spaces[0].outline.interiors  # the column's hole is filled


def test_label_box_is_no_room() -> None:
    drawing = Drawing().box("A-WALL", 0, 0, 6, 6).box("A-WALL", 2.6, 2.8, 3.4, 3.2).text("101", 3, 3, height=0.3)
    found = floor(drawing)
    assert [(s.number, round(s.outline.area)) for s in found.spaces] == [("101", 36)]


def test_an_open_side_of_three_metres_parts_two_labelled_rooms() -> None:
    found = floor(two_rooms(2.9))
    assert [space.number for space in found.spaces] == ["101", "102"]
    assert [o.kind for o in found.openings] == [OpeningKind.OPENING]
    assert found.openings[0].joins == ("B/1/101", "B/1/102")
    assert "rooms.face_split" in codes(found)
    assert all(space.repairs for space in found.spaces)


def test_the_same_opening_without_labels_does_not() -> None:
    drawing = two_rooms(2.9)
    drawing.labels = drawing.labels[:1]
    assert len(floor(drawing).spaces) == 1


def test_open_plan_is_cut_along_extended_walls_and_called_a_guess() -> None:
    drawing = Drawing().box("A-WALL", 0, 0, 12, 6).line("A-WALL", (6, 0), (6, 0.8), (6.1, 0.8), (6.1, 0))
    found = floor(drawing.text("A1", 2, 3).text("A2", 10, 3))
    assert sorted(space.number for space in found.spaces) == ["A1", "A2"]
    assert "rooms.open_plan" in codes(found)


def test_labels_that_nothing_parts_stay_findable() -> None:
    (space,) = floor(Drawing().box("A-WALL", 0, 0, 12, 6).text("A1", 2, 3).text("A2", 10, 3)).spaces
    assert {space.number, *space.aliases} == {"A1", "A2"}


def test_a_hall_that_leaks_through_the_outer_wall_is_kept() -> None:
    drawing = Drawing().box("A-WALL", -0.2, -0.2, 4, 8).text("101", 2, 4)
    drawing.line("A-WALL", (4, 8), (12, 8), (12, 0), (9, 0)).line("A-WALL", (7, 0), (4, 0)).text("100", 8, 4)
    found = floor(drawing)
    assert sorted(space.number for space in found.spaces) == ["100", "101"]
    (leak,) = [notice for notice in found.notices if notice.code == "rooms.leak"]
    assert "open to the outside over 6.9 ft (2.1 m)" in leak.text  # the gap is 2 m wide
    assert leak.ref is not None and (leak.ref.x, leak.ref.y) == pytest.approx((8, 0), abs=0.2)
    assert found.guessed.hausdorff_distance(LineString([(7, 0), (9, 0)])) < 0.2


def test_wall_strokes_off_the_building_are_counted() -> None:
    found = floor(two_rooms().line("A-WALL", (30, 0), (35, 0)))
    assert [n.count for n in found.notices if n.code == "rooms.wall_unused"] == [1]


def test_every_notice_is_in_the_vocabulary_and_twice_the_same() -> None:
    drawing = two_rooms().line("A-WALL", (30, 0), (35, 0)).text("999", 50, 50).swing((6, 3), 0.9, 0, 90, 0)
    first, second = floor(drawing), floor(drawing)
    assert first == second
    assert codes(first) <= set(NOTICES)
