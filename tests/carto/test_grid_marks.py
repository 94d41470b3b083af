"""The grid on plans that are turned: every name stands at or in its own cell, and the lines lie between cells."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate

from campusmap.carto.facts import words_boxes
from campusmap.carto.grid_marks import draw_grid_lines, draw_grid_names
from campusmap.carto.ground import Ground
from campusmap.carto.paper import LETTER
from campusmap.carto.sheet import Ink, Words
from campusmap.carto.turned_scene import turn_grid, turn_shapes
from campusmap.carto.window import Window, whole_window
from campusmap.model.places import Grid

GRID = Grid(-40.0, 110.0, 30.0, 6, 5, ("A", "B", "C", "D", "E"), ("99", "1", "2", "3", "4", "5"))
ABOUT = (35.0, 42.0)


def cell_of(x: float, y: float) -> str:
    """Name the cell of a point of the unturned ground, by counting."""
    column, row = int((x + 40.0) // 30.0), int((110.0 - y) // 30.0)
    return f"{'ABCDE'[row]}{GRID.numbers[column]}" if 0 <= column < 6 and 0 <= row < 5 else ""


def unturned(window: Window, x: float, y: float, turn: float) -> tuple[float, float]:
    """Bring a point of the page back to the unturned ground."""
    k = window.scale.points_per_metre
    left, top, right, bottom = window.frame
    east = window.centre[0] + (x - (left + right) / 2) / k - ABOUT[0]
    north = window.centre[1] - (y - (top + bottom) / 2) / k - ABOUT[1]
    back = math.radians(-turn)
    return (
        ABOUT[0] + east * math.cos(back) - north * math.sin(back),
        ABOUT[1] + east * math.sin(back) + north * math.cos(back),
    )


def test_turned_shapes_are_those_of_shapely_to_the_last_digit() -> None:
    shapes = [Polygon(), Point(3.3, 4.4).buffer(2), LineString([(0.1, 0.2), (5, 7)])]
    for turn in (0.0, 33.3, 90.0, 180.0, -123.456, 270.0):
        turned = turn_shapes(shapes, (1.1, -2.7), turn)
        assert [one.wkb for one in turned] == [rotate(one, turn, origin=(1.1, -2.7)).wkb for one in shapes]


@settings(deadline=None)
@given(turn=st.floats(-180, 180), half=st.floats(15, 90))
def test_every_name_on_a_turned_plan_is_that_of_its_cell(turn: float, half: float) -> None:
    x, y = ABOUT
    window = whole_window((x - half, y - half, x + half, y + half), 10.0, LETTER.map)
    grid = replace(turn_grid(GRID, ABOUT, turn), turn_deg=turn_grid(GRID, ABOUT, turn).turn_deg or 1e-9)
    left, top, right, bottom = window.clip
    for item in draw_grid_names(grid, window, Ground(window.frame, ())):
        if isinstance(item, Words):
            drop = 0.0 if item.rotation_deg else 3.0
            inside = (min(max(item.x, left), right), min(max(item.y - drop, top), bottom))
            on_map = left < item.x < right and top < item.y < bottom
            assert cell_of(*unturned(window, *inside, turn)) == item.text.removeprefix("grid " if on_map else "")


def test_a_name_on_the_map_says_that_it_is_a_grid_cells() -> None:
    """A building may have a room or an elevator of the same name: B1."""
    window = whole_window((0.0, 0.0, 90.0, 90.0), 10.0, LETTER.map)
    left, top, right, bottom = window.clip
    drawn = draw_grid_names(turn_grid(GRID, ABOUT, 30.0), window, Ground(window.frame, ()))
    names = [item for item in drawn if isinstance(item, Words)]
    on_map = [item.text for item in names if left < item.x < right and top < item.y < bottom]
    assert on_map and all(text.startswith("grid ") for text in on_map)
    assert not any(item.text.startswith("grid ") for item in names if item.text not in on_map)


@settings(deadline=None)
@given(turn=st.floats(-180, 180))
def test_the_lines_of_a_turned_grid_part_the_cells(turn: float) -> None:
    x, y = ABOUT
    window = whole_window((x - 40, y - 40, x + 40, y + 40), 10.0, LETTER.map)
    for ink in draw_grid_lines(turn_grid(GRID, ABOUT, turn), window):
        assert isinstance(ink, Ink)
        for line in ink.shape.geoms:  # type: ignore[attr-defined]
            at = unturned(window, line.centroid.x, line.centroid.y, turn)
            off = min(abs((at[0] + 40.0 + 15) % 30 - 15), abs((110.0 - at[1] + 15) % 30 - 15))
            assert off == pytest.approx(0.0, abs=0.05)


def test_a_name_on_the_map_keeps_off_walls_while_its_cell_has_room() -> None:
    """Struck through by a wall it could not be read: it stands beside the wall, and still in its own cell."""
    window = whole_window((0.0, 0.0, 90.0, 90.0), 10.0, LETTER.map)
    left, top, right, bottom = window.clip
    grid = turn_grid(GRID, ABOUT, 30.0)

    def on_map(ground: Ground) -> dict[str, Words]:
        names = (item for item in draw_grid_names(grid, window, ground) if isinstance(item, Words))
        return {item.text: item for item in names if left < item.x < right and top < item.y < bottom}

    plain = on_map(Ground(window.frame, ()))
    walls = [box(name.x - 60, name.y - 5, name.x + 60, name.y - 1) for name in plain.values()]
    moved = on_map(Ground(window.frame, [(wall, 1.0) for wall in walls]))
    assert moved.keys() == plain.keys() and plain
    for text, name in moved.items():
        [place] = words_boxes(name)
        assert not any(wall.intersects(box(*place)) for wall in walls)
        assert f"grid {cell_of(*unturned(window, name.x, name.y - 3.0, 30.0))}" == text
