"""Rooms from polylines drawn for the purpose."""

from __future__ import annotations

import pytest
from rooms.draw import Drawing, codes, floor, two_rooms

from campusmap.model.places import OUTSIDE, OpeningKind


def _grid() -> Drawing:
    drawing = Drawing()
    for k in range(4):
        drawing.box("RM$", 5 * k, 0, 5 * k + 5, 4).text(f"10{k}", 5 * k + 2.5, 2)
    return drawing


def _dropped(drawing: Drawing) -> dict[str, int]:
    return {n.text.rsplit(": ", 1)[1]: n.count for n in floor(drawing).notices if n.code == "rooms.area_dropped"}


def test_each_polyline_is_a_room() -> None:
    found = floor(_grid())
    assert [space.number for space in found.spaces] == ["100", "101", "102", "103"]
    assert {space.method for space in found.spaces} == {"area-polyline"}
    assert all(space.refs[0].layer == "RM$" for space in found.spaces)


def test_gross_outlines_copies_and_open_lines_are_dropped_and_counted() -> None:
    drawing = _grid().box("RM$", 0, 0, 20, 4).box("RM$", 0, 0.01, 5, 4).line("RM$", (0, 6), (5, 6), (5, 9))
    drawing.box("RM$", 0, 0, 0.3, 0.3)
    assert len(floor(drawing).spaces) == 4
    assert _dropped(drawing) == {
        "copy of another.": 1,
        "gross outline.": 1,
        "open polyline.": 1,
        "too small.": 1,
    }


def test_a_room_in_a_room_is_cut_out() -> None:
    found = floor(_grid().box("RM$", 1, 1, 2, 2).text("100A", 1.5, 1.5))
    area = {space.number: space.outline.area for space in found.spaces}
    assert area["100A"] == pytest.approx(1) and area["100"] == pytest.approx(19)


def test_overlap_is_noticed() -> None:
    found = floor(_grid().box("RM$", 18, 0, 24, 4))
    assert [n.text.split()[-2] for n in found.notices if n.code == "rooms.area_overlap"] == ["8.0"]


def test_doors_join_the_polylines_and_the_outline_takes_in_the_walls() -> None:
    drawing = two_rooms().swing((4.2, 1.0), 0.9, 0, 90, 0).box("RM$", 0, 0, 4, 4).box("RM$", 4.2, 0, 8.2, 4)
    found = floor(drawing)
    assert [o.joins for o in found.openings] == [("B/1/101", "B/1/102")]
    assert found.outline.area == pytest.approx(8.6 * 4.4, rel=0.01)


def test_a_corridor_that_no_polyline_covers_is_kept_and_told() -> None:
    drawing = two_rooms().swing((4.2, 1.0), 0.9, 0, 90, 0).box("RM$", 0, 0, 4, 4)
    drawing.labels = drawing.labels[:1]
    found = floor(drawing)
    assert len(found.spaces) == 2
    assert "rooms.remainder" in codes(found)
    assert len(found.openings[0].joins) == 2 and OUTSIDE not in found.openings[0].joins


def test_open_sides_where_walls_are_drawn_but_not_there() -> None:
    drawing = two_rooms(2.9).box("RM$", 0, 0, 4.1, 4).box("RM$", 4.1, 0, 8.2, 4)
    kinds = [(o.kind, round(o.line.length, 1)) for o in floor(drawing).openings]
    assert kinds == [(OpeningKind.OPENING, pytest.approx(2.5, abs=0.1))]
