"""Stairs and lifts: found by what is drawn of them, and one name over all floors."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from school_sheet import Sheet, draw_floor, draw_treads
from shapely import MultiPolygon, Point, Polygon, box

from campusmap.model.frame import Frame
from campusmap.model.places import Floor, OpeningKind, Space, Use
from campusmap.pipeline.inspect import Examination, examine_drawing, openings_geojson
from campusmap.rooms.shafts import find_stacked, join_shafts


def examine(sheet: Sheet, folder: Path) -> Examination:
    return examine_drawing(sheet.save(folder / "shafts.dxf"))


def spaces_of_use(found: Examination, use: Use) -> list[Space]:
    return [space for space in found.floor.spaces if space.use is use]


@pytest.mark.parametrize("layer", ["A-STRS", "A-WALL"])
@pytest.mark.parametrize("titles", [True, False])
def test_a_shaft_keeps_one_name_over_the_floors_of_one_drawing(layer: str, titles: bool, tmp_path: Path) -> None:
    sheet = Sheet()
    for n in range(3):
        draw_floor(sheet, n * 60.0, 2.0 * n, n + 1, stair=layer, lift=True, numbered=n < 2 or titles)
        if titles:
            sheet.text(f"LEVEL {n + 1}", n * 60.0 + 20, -3.5, 0.6, "A-TEXT")
    found = examine(sheet, tmp_path)
    assert len(found.floors) == 3
    for use in (Use.STAIR, Use.ELEVATOR):
        shafts = Counter(space.shaft for space in spaces_of_use(found, use))
        assert list(shafts.values()) == [3] and "" not in shafts
    assert {space.shaft for space in found.floor.spaces if space.use is Use.UNKNOWN} == {""}


def test_each_stop_of_a_shaft_opens_to_the_one_above(tmp_path: Path) -> None:
    sheet = Sheet()
    for n in range(3):
        draw_floor(sheet, n * 60.0, 0.0, n + 1, stair="A-STRS", lift=True)
        sheet.text(f"LEVEL {n + 1}", n * 60.0 + 20, -3.5, 0.6, "A-TEXT")
    found = examine(sheet, tmp_path)
    levels = [{space.id: space for space in one.floor.spaces} for one in found.floors]
    upward = [[o for o in one.floor.openings if o.kind is OpeningKind.VERTICAL] for one in found.floors]
    assert [len(ways) for ways in upward] == [2, 2, 0]
    for lower, upper, ways in zip(levels, levels[1:], upward, strict=False):
        for way in ways:
            below, above = lower[way.joins[0]], upper[way.joins[1]]
            assert (below.shaft, below.use) == (above.shaft, above.use)
            assert below.outline.buffer(0.01).covers(way.line) and way.line.length > 1.0
    assert len({way.id for ways in upward for way in ways}) == 4
    listed = [row["properties"]["kind"] for row in json.loads(openings_geojson(found))["features"]]
    assert listed.count("vertical") == 4


def test_two_stairs_over_one_have_a_way_each() -> None:
    low, high = (stairs(n, *boxes) for n, boxes in enumerate(((box(0, 0, 3, 8),), (box(0, 0, 3, 4), box(0, 4, 3, 8)))))
    joined = join_shafts((low, high), find_stacked((low, high)))
    assert sorted(way.joins for way in joined[0].openings) == [("b/0/s0", "b/1/s0"), ("b/0/s0", "b/1/s1")]
    assert len({way.id for way in joined[0].openings}) == 2
    assert {space.shaft for floor in joined for space in floor.spaces} == {"b/0/s0"}


LOCAL = Frame("none", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), False, False, "m", "header", unit_confirmed=True)


def stairs(ordinal: int, *outlines: Polygon) -> Floor:
    spaces = (Space(f"b/{ordinal}/s{n}", "", outline, use=Use.STAIR) for n, outline in enumerate(outlines))
    return Floor(f"b/{ordinal}", "", ordinal, MultiPolygon(outlines), LOCAL, tuple(spaces))


def test_treads_on_a_wall_layer_leave_their_room_whole(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1, stair="A-WALL")
    found = examine(sheet, tmp_path)
    (stair,) = spaces_of_use(found, Use.STAIR)
    assert stair.outline.area == pytest.approx(6.8 * 7.8, rel=0.02)  # the last room of seven by eight metres
    assert len(found.floor.spaces) == 7


@pytest.mark.parametrize("layer", ["A-STRS", "A-WALL"])
def test_lines_stacked_on_each_other_are_no_stair(layer: str, tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)
    for shift in (0.0, 0.001, 0.002, 0.004):  # three lines, each drawn four times a hair apart
        draw_treads(sheet, 2.0 + shift, 2.0 + shift, layer, count=3)
    assert not spaces_of_use(examine(sheet, tmp_path), Use.STAIR)


@pytest.mark.parametrize("layer", ["A-WALL", "X-77"])
def test_a_flight_that_widens_beside_a_post_is_a_stair_on_a_layer_that_nothing_tells_of_too(
    layer: str, tmp_path: Path
) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)
    for k, wide in enumerate((1.9, 1.9, 1.9, 2.2, 2.2, 2.2, 2.2, 1.9, 1.9, 1.9)):
        sheet.line((1.0, 1.0 + 0.3 * k), (1.0 + wide, 1.0 + 0.3 * k), layer)
    [stair] = spaces_of_use(examine(sheet, tmp_path), Use.STAIR)
    assert stair.outline.covers(Point(2.0, 2.0))


def test_tiles_on_a_layer_that_nothing_tells_of_are_no_stair(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)
    for k in range(9):
        sheet.line((1.0, 1.0 + 0.3 * k), (3.4, 1.0 + 0.3 * k), "X-77")
        sheet.line((1.0 + 0.3 * k, 1.0), (1.0 + 0.3 * k, 3.4), "X-77")
    assert not spaces_of_use(examine(sheet, tmp_path), Use.STAIR)


def test_uneven_lines_on_a_wall_layer_are_no_stair(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)
    for y in (1.0, 1.22, 1.62, 1.85, 2.26, 2.47, 2.88):  # shelves: steps of a going's size, but of no one size
        sheet.line((2.0, y), (3.4, y), "A-WALL")
    assert not spaces_of_use(examine(sheet, tmp_path), Use.STAIR)


def test_a_small_room_crossed_from_corner_to_corner_is_a_lift(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1, rooms=4, width=3.0, depth=3.0, numbered=False)
    sheet.line((3.15, 0.15), (5.85, 2.85), "A-STRS")
    sheet.line((3.15, 2.85), (5.85, 0.15), "A-STRS")
    sheet.line((6.2, 0.2), (8.8, 2.8), "A-STRS")  # one diagonal alone: a break line
    (lift,) = spaces_of_use(examine(sheet, tmp_path), Use.ELEVATOR)
    assert lift.outline.bounds == pytest.approx((3.1, 0.1, 5.9, 2.9), abs=0.15)


def test_each_door_tells_which_space_its_leaf_swings_into(tmp_path: Path) -> None:
    sheet = Sheet()
    draw_floor(sheet, 0.0, 0.0, 1)  # every leaf stands open into its room, none into the corridor 190
    doors = [opening for opening in examine(sheet, tmp_path).floor.openings if opening.kind.value == "door"]
    rooms = {door.swing.rpartition("/")[2] for door in doors}
    assert rooms == {f"10{k}" for k in range(1, 7)} and len(doors) == 6
    assert all(door.swing in door.joins for door in doors)


@pytest.mark.parametrize(("down", "side"), [(True, "out"), (False, "in")])
def test_a_door_to_the_outside_swings_in_or_out(down: bool, side: str, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.gapped(0.2, 0.2, 7.8, [(3.0, 3.9)])
    sheet.gapped(0.0, 0.0, 8.0, [(3.0, 3.9)])
    outer = (((0.0, 0.0), (0.0, 6.0)), ((8.0, 0.0), (8.0, 6.0)), ((0.0, 6.0), (8.0, 6.0)), ((3.0, 0.0), (3.0, 0.2)))
    inner = (((0.2, 0.2), (0.2, 5.8)), ((7.8, 0.2), (7.8, 5.8)), ((0.2, 5.8), (7.8, 5.8)), ((3.9, 0.0), (3.9, 0.2)))
    for a, b in (*outer, *inner):
        sheet.line(a, b)
    y, turn = (0.0, (270, 360)) if down else (0.2, (0, 90))
    sheet.line((3.0, y), (3.0, y - 0.9 if down else y + 0.9), "A-DOOR")
    sheet.space.add_arc(sheet.at(3.0, y), 900, *turn, dxfattribs={"layer": "A-DOOR"})
    sheet.text("101", 5.0, 3.0)
    (door,) = [opening for opening in examine(sheet, tmp_path).floor.openings if opening.exterior]
    assert door.swing == side
