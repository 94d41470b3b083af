"""Areas with several labels: where walls say how they part, where they do not, and cells that are no rooms."""

from __future__ import annotations

import pytest
import shapely
from rooms.draw import Drawing, codes, floor, two_rooms

from campusmap.carto.marks import Line
from campusmap.carto.scene import floor_scene
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building
from campusmap.pipeline.inspect import make_campus


def hall(gap: float) -> Drawing:
    """Draw a hall of 12 x 6 m with two stubs of wall, ``gap`` apart, that point at each other across x = 6."""
    stub = (6 - gap) / 2
    drawing = Drawing().box("A-WALL", -0.2, -0.2, 12.2, 6.2)
    drawing.line(
        "A-WALL", (0, 0), (5.9, 0), (5.9, stub), (6.1, stub), (6.1, 0), (12, 0), (12, 6), (6.1, 6), (6.1, 6 - stub),
        (5.9, 6 - stub), (5.9, 6), (0, 6), closed=True,
    )  # fmt: skip
    return drawing.text("101", 3, 3).text("102", 9, 3)


@pytest.mark.parametrize("gap", [4.2, 5.0])
def test_two_labels_part_where_wall_ends_face_each_other_and_it_is_called_a_guess(gap: float) -> None:
    found = floor(hall(gap))
    spaces = {space.number: space for space in found.spaces}
    assert set(spaces) == {"101", "102"}
    for number, middle in (("101", 3.0), ("102", 9.0)):
        room = shapely.box(middle - 3, 0, middle + 3, 6)
        assert spaces[number].outline.symmetric_difference(room).area < 2.5
    assert {space.method for space in found.spaces} == {"inferred"}
    assert sum(notice.code == "rooms.open_plan" for notice in found.notices) == 2


@pytest.mark.parametrize("gap", [4.2, 5.0])
def test_the_guess_is_drawn_once_from_stub_to_stub_and_on_no_wall(gap: float) -> None:
    found = floor(hall(gap))
    stub = shapely.box(5.9, -0.1, 6.1, (6 - gap) / 2).union(shapely.box(5.9, (6 + gap) / 2, 6.1, 6.1))
    assert found.guessed.length == pytest.approx(gap, abs=0.15)
    assert found.guessed.hausdorff_distance(shapely.LineString([(6, (6 - gap) / 2), (6, (6 + gap) / 2)])) < 0.15
    assert found.guessed.intersection(stub).length < 0.02
    scene = floor_scene(make_campus("f", [found]), Building("b", "", "", found.outline), found, Analysis())
    drawn = [mark.shape for mark in scene.marks if isinstance(mark, Line) and mark.style == "border.guessed"]
    alike = [mark.shape for mark in scene.marks if isinstance(mark, Line) and mark.style == "opening"]
    assert shapely.union_all(drawn).equals(found.guessed)
    assert all(mark.intersection(found.guessed.buffer(0.05)).length < 0.1 for mark in alike)


def test_where_walls_close_every_room_no_border_is_a_guess() -> None:
    assert floor(two_rooms()).guessed.is_empty


def test_without_a_wall_to_go_by_nothing_is_invented() -> None:
    drawing = Drawing().box("A-WALL", -0.2, -0.2, 12.2, 6.2).box("A-WALL", 0, 0, 12, 6)
    found = floor(drawing.text("101", 3, 3).text("102", 9, 3))
    assert len(found.spaces) == 1
    assert "rooms.two_numbers" in codes(found) and "rooms.open_plan" not in codes(found)


def test_a_crack_beside_a_wall_end_joins_no_rooms() -> None:
    drawing = Drawing().box("A-WALL", -0.2, -0.2, 8.4, 4.2).box("A-WALL", 0, 0, 8.2, 4)
    drawing.box("A-WALL", 4.0, 0.05, 4.2, 4.0)
    found = floor(drawing.text("101", 2, 2).text("102", 6, 2))
    assert sorted(space.number for space in found.spaces) == ["101", "102"]


def test_walls_drawn_as_overlapping_strips_are_one_wall() -> None:
    """A cross wall that runs into a corridor's walls from both sides does not cut the corridor."""
    drawing = Drawing()
    for y in (0, 4.0, 6.2, 10.2):
        drawing.box("A-WALL", 0, y, 12.2, y + 0.2)
    for x in (0, 6.0, 12.0):
        drawing.box("A-WALL", x, 0, x + 0.2, 4.2)
        drawing.box("A-WALL", x, 6.2, x + 0.2, 10.4)
    drawing.box("A-WALL", 0, 4.0, 0.2, 6.4).box("A-WALL", 12.0, 4.0, 12.2, 6.4)
    sizes = sorted(round(space.outline.area, 1) for space in floor(drawing).spaces)
    assert sizes == [round(5.8 * 3.8, 1)] * 4 + [round(11.8 * 2.0, 1)] or sizes == sorted(
        [round(5.8 * 3.8, 1)] * 4 + [round(11.8 * 2.0, 1)]
    )


def tiles(labels: bool) -> Drawing:
    drawing = Drawing()
    for k in range(7):
        drawing.line("A-WALL", (k * 1.5, 0), (k * 1.5, 9.0)).line("A-WALL", (0, k * 1.5), (9.0, k * 1.5))
    for k in range(36 if labels else 0):
        drawing.text(f"{101 + k}", 0.75 + 1.5 * (k % 6), 0.75 + 1.5 * (k // 6))
    return drawing


def test_tiles_are_no_rooms_unless_they_are_labelled() -> None:
    found = floor(tiles(labels=False))
    assert not found.spaces and "dxf.no_plan" in codes(found)
    assert len(floor(tiles(labels=True)).spaces) == 36


def test_an_overhead_door_closes_a_garage() -> None:
    drawing = Drawing().box("A-WALL", -0.2, 6.0, 8.2, 6.2)
    drawing.line("A-WALL", (1.5, 0), (0, 0), (0, 6.0)).line("A-WALL", (1.5, -0.2), (-0.2, -0.2), (-0.2, 6.0))
    drawing.line("A-WALL", (6.5, 0), (8, 0), (8, 6.0)).line("A-WALL", (6.5, -0.2), (8.2, -0.2), (8.2, 6.0))
    drawing.line("A-WALL", (1.5, 0), (1.5, -0.2)).line("A-WALL", (6.5, 0), (6.5, -0.2))
    assert not floor(drawing).spaces
    drawing.box("A-DOOR", 1.5, -0.1, 6.5, 2.1)
    (garage,) = floor(drawing.text("GARAGE", 4, 4)).spaces
    assert garage.outline.area == pytest.approx(48, rel=0.03)


@pytest.mark.parametrize(("wide", "kind"), [(2.0, "door"), (2.8, "window"), (3.0, "window")])
def test_a_long_strip_in_an_outer_wall_without_a_leaf_is_glazing(wide: float, kind: str) -> None:
    drawing = Drawing().line("A-WALL", (1.5, 0), (0, 0), (0, 6), (8, 6), (8, 0), (1.5 + wide, 0), (1.5 + wide, -0.2))
    drawing.line(
        "A-WALL", (1.5, 0), (1.5, -0.2), (-0.2, -0.2), (-0.2, 6.2), (8.2, 6.2), (8.2, -0.2), (1.5 + wide, -0.2)
    )
    drawing.box("A-DOOR", 1.5, -0.15, 1.5 + wide, -0.05)
    (front,) = [opening for opening in floor(drawing.text("101", 4, 4)).openings if opening.exterior]
    assert (front.kind, front.line.length) == (kind, pytest.approx(wide, abs=0.05))


def test_leaves_pair_with_the_leaf_that_fits_best() -> None:
    """Two rooms side by side with double doors whose leaves meet another door's by chance."""
    drawing = two_rooms(gap=1.6)
    drawing.swing((4.1, 1.0), 0.8, 90, 180, 180).swing((4.1, 2.6), 0.8, 180, 270, 180)
    found = floor(drawing)
    (door,) = [opening for opening in found.openings if opening.kind == "double_door"]
    assert door.line.length == pytest.approx(1.6, abs=0.1)
