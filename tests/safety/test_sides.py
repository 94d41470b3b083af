"""Sides A to D, compass words, floors in words and parts of buildings, against compass roses drawn by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate

from campusmap.geometry.bearing import compass_word, find_wall_bearing, name_side, read_compass
from campusmap.model.frame import Frame
from campusmap.model.places import OUTSIDE, Building, Campus, Floor, Opening, OpeningKind, Space, TrueNorth
from campusmap.model.project import BuildingEntry, CampusEntry, MainEntrance, Project
from campusmap.safety.sides import face_opening, find_orientations, word_sides
from campusmap.safety.whereabouts import find_part, lay_quarters, level_code, word_floor

FRAME = Frame("anchor", (1, 0, 0, 0, 1, 0), True, True, "m", "header", True)
UNIT = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def _north(convergence_deg: float = 0.0) -> TrueNorth:
    turn = math.radians(convergence_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    return TrueNorth((cos, sin, 0.0, -sin, cos, 0.0), UNIT, convergence_deg)


def _campus(turn_deg: float = 0.0, convergence_deg: float = 0.0, **facts: object) -> tuple[Campus, dict[str, Opening]]:
    """Draw a building 60 x 30 with a door in each wall, number 1 in the south one, and a court; turn it."""

    def turned(shape):
        return rotate(shape, turn_deg, (0, 0))

    lines = {"1": [(29, 0), (31, 0)], "2": [(0, 14), (0, 16)], "3": [(29, 30), (31, 30)], "4": [(60, 14), (60, 16)],
             "5": [(29, 12), (31, 12)]}  # fmt: skip
    doors = {
        n: Opening(f"b/1/d{n}", OpeningKind.DOOR, turned(LineString(line)), ("b/1/r", OUTSIDE), n)
        for n, line in lines.items()
    }
    shape = turned(Polygon(box(0, 0, 60, 30).exterior, [box(25, 12, 35, 18).exterior.coords]))
    room = Space("b/1/r", "100", shape)
    floor = Floor("b/1", "First", 0, MultiPolygon([shape]), FRAME, (room,), tuple(doors.values()))
    building = Building("b", "1", "B", MultiPolygon([shape]), (floor,), **facts)  # type: ignore[arg-type]
    return Campus("c", "C", 32615, (building,), north=_north(convergence_deg)), doors


def _project(**facts: object) -> Project:
    return Project(CampusEntry("c", "C"), building=(BuildingEntry("b", **facts),))  # type: ignore[arg-type]


def test_compass_and_sides() -> None:
    assert [compass_word(a) for a in (0, 22, 23, 90, 181, 337, 338)] == [
        "north", "north", "northeast", "east", "south", "northwest", "north",
    ]  # fmt: skip
    # Side A faces south: whoever faces it looks north, has the west side (B) on the left, the east side (D) right.
    assert [name_side(a, 180) for a in (180, 270, 0, 90)] == ["A", "B", "C", "D"]
    assert [name_side(a, 180) for a in (136, 224, 226, 314, 316, 44, 46)] == ["A", "A", "B", "B", "C", "C", "D"]
    assert [read_compass(t) for t in ("south", "South-West", "NE", "w", "up", "")] == [180, 225, 45, 270, None, None]


def test_walls_bearing() -> None:
    assert find_wall_bearing(rotate(box(0, 0, 50, 20), -23)) == pytest.approx(23)
    assert find_wall_bearing(Point(0, 0).buffer(10)) is None


@pytest.mark.parametrize(("side_a", "faces"), [("south", 180), ("S", 180), ("east", 90), (200.0, 200), (0.0, 0)])
def test_named_side(side_a: str | float, faces: float) -> None:
    campus, _ = _campus()
    (found,) = find_orientations(campus, _project(side_a=side_a))
    assert (found.side_a_deg, found.assumed) == (pytest.approx(faces), False)


def test_main_entrance_stands_in_and_is_called_assumed() -> None:
    campus, _ = _campus(main_entrance="Door 1")
    (found,) = find_orientations(campus, _project())
    assert (found.side_a_deg, found.assumed, found.why) == (180.0, True, "the main entrance is door 1")
    assert word_sides(found) == "A south, B west, C north, D east (assumed: the main entrance is door 1)"
    bare, _ = _campus()
    assert find_orientations(bare, _project()) == ()
    project = replace(_project(), campus=CampusEntry("c", "C", main_entrance=MainEntrance("b", "2")))
    assert find_orientations(bare, project)[0].side_a_deg == 270.0


@pytest.mark.parametrize(("turn", "convergence"), [(0, 0), (-23, 0), (67, 0), (0, 2), (180, -3)])
def test_side_of_every_door_turns_with_the_building(turn: float, convergence: float) -> None:
    campus, doors = _campus(turn, convergence, main_entrance="1")
    (found,) = find_orientations(campus, _project())
    building = campus.buildings[0]
    facing = {n: face_opening(campus, building, building.floors[0], d, found) for n, d in doors.items()}
    assert [facing[n].side for n in "12345"] == ["A", "B", "C", "D", ""]
    assert facing["5"].in_courtyard
    # Turned left by t the south door faces 180 - t; grid north lies c east of true north, which adds c.
    expected = (180 - turn + convergence) % 360
    assert facing["1"].azimuth_deg == pytest.approx(expected, abs=0.1)
    assert found.side_a_deg == pytest.approx(expected, abs=0.1)


def test_nothing_is_said_without_coordinates() -> None:
    campus, doors = _campus(main_entrance="1")
    lost = replace(campus, north=None)
    building = lost.buildings[0]
    assert find_orientations(lost, _project(side_a="south")) == ()
    assert face_opening(lost, building, building.floors[0], doors["1"], None) is None
    assert lay_quarters(lost, building, None) is None


def test_parts_of_a_building() -> None:
    campus, _ = _campus(main_entrance="1")
    (side,) = find_orientations(campus, _project())
    quarters = lay_quarters(campus, campus.buildings[0], side)
    assert quarters is not None
    spots = {(5, 5): ("southwest", "A/B"), (5, 25): ("northwest", "B/C"), (55, 25): ("northeast", "C/D"),
             (55, 5): ("southeast", "D/A"), (31, 5): ("south", "D/A"), (30, 15): ("centre", "centre")}  # fmt: skip
    for at, (compass, quadrant) in spots.items():
        part = find_part(quarters, Point(at))
        assert (part.compass, part.quadrant) == (compass, quadrant)
    bare = lay_quarters(campus, campus.buildings[0], None)
    assert bare is not None and find_part(bare, Point(5, 5)).quadrant == ""
    assert find_part(bare, Point(5, 5)).compass == "southwest"


def test_floors_in_words() -> None:
    campus, _ = _campus()
    floor = campus.buildings[0].floors[0]
    floors = tuple(
        replace(floor, id=f"b/{code}", ordinal=n, code=code) for n, code in ((-1, "B"), (0, "1"), (1, "2"), (2, "3"))
    )
    building = replace(campus.buildings[0], floors=floors)
    assert [word_floor(building, each) for each in floors] == [
        "Below ground 1 of 1, level B", "Floor 1 of 3, level 1", "Floor 2 of 3, level 2", "Floor 3 of 3, level 3",
    ]  # fmt: skip
    codes = ("level-1", "Level -1", "FLOOR_2", "L1", "level", "Floors")
    assert [level_code(replace(floor, code=code)) for code in codes] == ["1", "-1", "2", "L1", "level", "Floors"]
