"""What stands among walls and is none: dimensions, sheet borders, handrails, furniture; and leaves that stand open."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from rooms.draw import Drawing, floor, two_rooms

from campusmap.model.places import OpeningKind


def shares(drawing: Drawing) -> dict[str, float]:
    return {space.number: round(space.outline.area, 1) for space in floor(drawing).spaces}


def set_aside(drawing: Drawing) -> list[int]:
    """Return how many strokes of the walls' layer a finding says were taken for dimensions or a border."""
    return [notice.count for notice in floor(drawing).notices if notice.code == "rooms.wall_set_aside"]


def dimensioned(text: str, height: float = 0.15) -> Drawing:
    """Draw two rooms, each crossed from wall to wall by a line of the walls' layer that carries a text."""
    drawing = two_rooms()
    for x in (0.0, 4.2):
        drawing.line("A-WALL", (x, 3.2), (x + 4.0, 3.2)).line("A-WALL", (x - 0.08, 3.12), (x + 0.08, 3.28))
        drawing.text(text, x + 2.0, 3.35, height=height)
    return drawing


@pytest.mark.parametrize("text", ["4000", "400", "4.00", "4,00", "13'-1 1/2\""])
def test_a_line_of_the_length_it_carries_is_no_wall_and_its_number_no_room(text: str) -> None:
    assert shares(dimensioned(text)) == {"101": 16.0, "102": 16.0}
    assert set_aside(dimensioned(text)) == [4]


def test_a_line_with_a_number_that_is_not_its_length_stays_a_wall() -> None:
    assert set(shares(dimensioned("3200"))) == {"101", "102", "3200"}
    assert set_aside(dimensioned("3200")) == []


def test_one_number_that_is_a_lines_length_by_chance_stays_a_room() -> None:
    drawing = two_rooms()
    drawing.labels[0] = replace(drawing.labels[0], text="400", y=0.2)
    assert shares(drawing) == {"400": 16.0, "102": 16.0}


def sheet(*, border: bool) -> Drawing:
    """Draw two rooms, and a border with a title block round them, all on the walls' layer."""
    drawing = two_rooms()
    for k in range(40):
        drawing.line("A-WALL", (0.005 * k * k, -1.3), (0.005 * k * k, -1.2))
    if border:
        drawing.box("A-WALL", -3, -3, 14, 7).line("A-WALL", (11, -3), (11, 7)).text("2031", 12, 4)
        for y in range(4):
            drawing.line("A-WALL", (11, y - 2), (14, y - 2))
    return drawing


def test_the_border_of_a_sheet_encloses_no_room() -> None:
    assert set_aside(sheet(border=True)) == [1]
    assert shares(sheet(border=True)) == shares(sheet(border=False)) == {"101": 16.0, "102": 16.0}


def test_the_outline_of_a_building_is_no_border() -> None:
    drawing = Drawing().box("A-WALL", 0, 0, 90, 14)
    for k in range(1, 46):
        drawing.line("A-WALL", (2 * k, 0), (2 * k, 4)).text(str(100 + k), 2 * k - 1, 2)
    drawing.line("A-WALL", (0, 4), (90, 4)).text("1", 45, 9)
    assert len(floor(drawing).spaces) == 45 + 1


def stair(*, rail: bool) -> Drawing:
    drawing = Drawing().box("A-WALL", -0.2, -0.2, 5.2, 6.2).box("A-WALL", 0, 0, 5, 6).text("STR1", 2.5, 5.5)
    for k in range(12):
        drawing.line("A-WALL", (0, 1 + 0.28 * k), (5, 1 + 0.28 * k))
    if rail:
        drawing.line("A-WALL", (0.6, 0.4), (0.6, 4.6), (4.4, 4.6), (4.4, 0.4), closed=True)
        drawing.line("A-WALL", (0, 2.1), (5, 2.6))
    return drawing


def test_rails_and_break_lines_across_treads_divide_no_stair() -> None:
    assert shares(stair(rail=True)) == shares(stair(rail=False)) == {"STR1": 30.0}


def test_a_wall_along_a_flight_stays_a_wall() -> None:
    drawing = (
        stair(rail=False).line("A-WALL", (-6, 0), (-6, 6), (0, 6)).line("A-WALL", (-6, 0), (0, 0)).text("7", -3, 3)
    )
    assert set(shares(drawing)) == {"STR1", "7"}


def test_a_desk_under_a_label_is_no_room() -> None:
    assert shares(two_rooms().box("A-WALL", 1.2, 1.7, 2.6, 2.4)) == {"101": 16.0, "102": 16.0}


def test_a_shaft_that_stands_free_stays_a_room() -> None:
    drawing = two_rooms().box("A-WALL", 1.0, 2.4, 2.4, 3.8).box("A-WALL", 0.9, 2.3, 2.5, 3.9).text("ELV1", 1.7, 3.1)
    assert {"101", "102", "ELV1"} == set(shares(drawing))


def passage(*, turned: float) -> Drawing:
    """Draw a corridor 1.2 m wide before a room; the door's leaf, 1 m of bare line, stands open by an angle."""
    drawing = Drawing().box("A-WALL", -0.2, -1.6, 8.2, 4.2)
    drawing.line("A-WALL", (3.5, 0), (0, 0), (0, 4), (8, 4), (8, 0), (4.5, 0), (4.5, -0.2), (8, -0.2), (8, -1.4))
    drawing.line("A-WALL", (8, -1.4), (0, -1.4), (0, -0.2), (3.5, -0.2), (3.5, 0))
    tip = (3.5 + math.cos(turned), -0.2 + math.sin(turned))
    return drawing.line("A-DOOR", (3.5, -0.2), tip).text("101", 4, 2).text("1", 1, -0.8)


@pytest.mark.parametrize("turned", [0.0, -math.pi / 2])
def test_a_bare_leaf_is_shut_between_its_jambs_and_not_across_the_corridor(turned: float) -> None:
    found = floor(passage(turned=turned))
    assert {s.number: round(s.outline.area, 1) for s in found.spaces} == {"101": 32.0, "1": 9.6}
    (door,) = (o for o in found.openings if o.kind is OpeningKind.DOOR)
    assert 0.95 < door.line.length < 1.05
    assert len(set(door.joins) - {"OUTSIDE"}) == 2
