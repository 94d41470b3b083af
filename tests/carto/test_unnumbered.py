"""Exterior doors without a number, told apart by where they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from demo_campus import demo_kit
from shapely import LineString, Point

from campusmap.carto.directory import Directory, make_directory
from campusmap.carto.unnumbered import place_bare_doors
from campusmap.georeference.grid import campus_to_north
from campusmap.model.places import OUTSIDE, Floor, Opening, OpeningKind


def placed_floor() -> tuple[Directory, Floor, Point]:
    """Return the demo's campus, one of its floors, and a point in the middle of a cell of its grid."""
    kit = demo_kit()
    floor = next(f for b in kit.campus.buildings for f in b.floors if f.frame.placed)
    grid, north = kit.campus.grid, kit.campus.north
    assert grid is not None and north is not None
    places = make_directory(kit.campus)
    x0, y0 = floor.outline.centroid.x, floor.outline.centroid.y
    x, y = campus_to_north(north, x0, y0)
    dx = (grid.x_min - x) % grid.cell_m - grid.cell_m / 2
    dy = (grid.y_max - y) % grid.cell_m - grid.cell_m / 2
    return places, floor, Point(x0 + dx, y0 + dy)


def door(name: str, x: float, y: float, number: str = "") -> Opening:
    line = LineString([(x - 0.5, y), (x + 0.5, y)])
    return Opening(name, OpeningKind.DOOR, line, ("room", OUTSIDE), number)


@pytest.mark.parametrize(
    ("offsets", "told"),
    [
        ([(0, -4), (0, 4)], ["2 of 2 from the north", "1 of 2 from the north"]),
        ([(5, 0), (-5, 0), (1, 0)], ["3 of 3 from the west", "1 of 3 from the west", "2 of 3 from the west"]),
        ([(3, 3), (-3, -3)], ["2 of 2 from the southwest", "1 of 2 from the southwest"]),
        ([(0, 0), (0, 0)], ["1 of 2", "2 of 2"]),
    ],
)
def test_doors_of_one_room_in_one_cell_are_counted_off(offsets: list[tuple[float, float]], told: list[str]) -> None:
    places, floor, at = placed_floor()
    doors = tuple(door(f"d{n}", at.x + dx, at.y + dy) for n, (dx, dy) in enumerate(offsets))
    numbered = door("d9", at.x, at.y + 2, "9")
    floor = replace(floor, openings=(*doors, numbered))
    found = place_bare_doors(places, floor, {each.id: "room" for each in floor.openings})
    cell = places.door_cell(doors[0], floor.id)
    assert cell and found == {each.id: f"in {cell}, {words}" for each, words in zip(doors, told, strict=True)}


def test_doors_of_two_rooms_are_told_by_their_rooms() -> None:
    places, floor, at = placed_floor()
    doors = (door("a", at.x, at.y), door("b", at.x + 3, at.y))
    found = place_bare_doors(places, replace(floor, openings=doors), {"a": "one", "b": "other"})
    assert set(found.values()) == {f"in {places.door_cell(doors[0], floor.id)}"}


def test_on_a_floor_that_lies_nowhere_doors_are_counted_on_the_drawing() -> None:
    places, floor, at = placed_floor()
    doors = (door("a", at.x, at.y), door("b", at.x, at.y + 5), door("c", at.x, at.y, "3"))
    loose = replace(floor, openings=doors, frame=replace(floor.frame, placed=False))
    places = replace(places, floors={**places.floors, floor.id: loose})
    found = place_bare_doors(places, loose, {"a": "one", "b": "one"})
    assert found == {"a": "2 of 2 from the top of the drawing", "b": "1 of 2 from the top of the drawing"}
