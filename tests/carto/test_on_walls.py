"""What hangs on outer walls without a floor is on the sheets of the ground floor of its building."""

from __future__ import annotations

import pytest
from shapely import MultiPolygon, Point, box

from campusmap.carto.marks import Scene
from campusmap.carto.on_walls import with_wall_markers
from campusmap.carto.plans import floor_sheets
from campusmap.carto.scene import floor_scene
from campusmap.carto.sheet import Badge, Sheet
from campusmap.model.analysis import Analysis
from campusmap.model.frame import Frame
from campusmap.model.places import Building, Campus, Floor, Marker, Space, TrueNorth, Use
from campusmap.model.project import CampusEntry, Project

UNIT = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
PLACED = Frame("points", UNIT, True, True, "m", "campus.toml", True)
OUTLINE = MultiPolygon([box(0, 0, 40, 20)])


def floor_at(ordinal: int, frame: Frame = PLACED) -> Floor:
    room = Space(f"b/{ordinal}/1", "101", box(1, 1, 39, 19), Use.CLASSROOM)
    return Floor(f"b/{ordinal}", "Level", ordinal, OUTLINE, frame, (room,))


def campus_of(*markers: Marker, floors: tuple[Floor, ...] = (floor_at(0), floor_at(1))) -> Campus:
    other = Building("c", "", "C", MultiPolygon([box(44, 0, 60, 20)]), ())
    buildings = (Building("b", "", "B", OUTLINE, floors), other)
    return Campus("c", "C", None, buildings, markers=markers, north=TrueNorth(UNIT, UNIT, 0.0))


def marker(kind: str, x: float, y: float, **more: str) -> Marker:
    return Marker("m", kind, kind, at=Point(x, y), **more)


def scene_of(campus: Campus, level: int = 0) -> Scene:
    building = campus.buildings[0]
    floor = building.floors[level]
    return with_wall_markers(floor_scene(campus, building, floor, Analysis()), campus, building, floor)


def kinds(scene: Scene) -> set[str]:
    return {mark.kind for layer in scene.layers if layer.name == "wall_markers" for mark in layer.marks}


@pytest.mark.parametrize("y", [-2.5, -0.6, 0.0, 0.5])
def test_a_connection_on_a_wall_is_on_the_ground_floor_alone(y: float) -> None:
    campus = campus_of(marker("FDC", 10.0, y))
    assert kinds(scene_of(campus)) == {"FDC"}
    assert kinds(scene_of(campus, 1)) == set()


@pytest.mark.parametrize(
    "other",
    [
        marker("FDC", 10.0, -6.0),  # before no wall of it
        marker("FDC", 10.0, 8.0),  # well inside, who knows on which floor
        marker("RISER", 10.0, 0.5),  # hangs on no outer face
        marker("HYDRANT", 10.0, -2.0),
        marker("ASSEMBLY", 10.0, -2.0),
        marker("FDC", 43.0, 10.0),  # nearer to the building beside it
        marker("FDC", 41.0, 10.0, building="c"),
        marker("FDC", 10.0, -0.6, status="removed"),
        marker("FDC", 10.0, -0.6, floor="b/1"),
    ],
)
def test_what_hangs_elsewhere_is_not(other: Marker) -> None:
    assert kinds(scene_of(campus_of(other))) == set()


def test_a_floor_that_is_not_placed_takes_none() -> None:
    loose = Frame("none", UNIT, False, False, "m", "campus.toml", True)
    assert kinds(scene_of(campus_of(marker("FDC", 10.0, -0.6), floors=(floor_at(0, loose),)))) == set()


def shown(sheets: list[Sheet]) -> list[tuple[str, bool]]:
    items = [(item, sheet) for sheet in sheets for layer in sheet.layers for item in layer.items]
    return [(item.kind, "m" in sheet.shows) for item, sheet in items if isinstance(item, Badge) and item.subject == "m"]


def test_the_sheet_draws_it_and_answers_for_it() -> None:
    campus = campus_of(marker("FDC", 10.0, -2.5))
    building = campus.buildings[0]
    sheets = [
        floor_sheets(campus, Project(CampusEntry("c", "C")), building, each, Analysis(), "") for each in building.floors
    ]
    assert [shown(each) for each in sheets] == [[("FDC", True)], []]
