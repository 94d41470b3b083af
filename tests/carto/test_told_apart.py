"""What looks alike or shares a name is told apart: stairs without one, plates and dots, rooms on the walk form."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from shapely import LineString, MultiPolygon, Polygon, box

from campusmap.carto.building_sheet import draw_building
from campusmap.carto.crowd import DOT_PT, Crowd
from campusmap.carto.directory import make_directory
from campusmap.carto.door_words import word_doors
from campusmap.carto.equipment_list import equipment_sheets
from campusmap.carto.facts import words_boxes
from campusmap.carto.ground import Ground
from campusmap.carto.labels import RoomLabel, set_inside
from campusmap.carto.leaders import set_by_leader
from campusmap.carto.lists import contact_sheets
from campusmap.carto.marks import Text
from campusmap.carto.overview import campus_sheets
from campusmap.carto.paper import LETTER
from campusmap.carto.room_index import index_sheets
from campusmap.carto.scene import USE_STYLE, floor_scene
from campusmap.carto.sheet import Ink, Words
from campusmap.carto.stand_in import stand_in
from campusmap.carto.style import load_styles
from campusmap.carto.walk_form import walk_sheets
from campusmap.model.analysis import Analysis
from campusmap.model.frame import Frame
from campusmap.model.places import OUTSIDE, Building, Campus, Floor, Opening, OpeningKind, Space, TrueNorth, Use

PAGE = (0.0, 0.0, 400.0, 300.0)


UNIT = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
FRAME = Frame("none", UNIT, False, False, "m", "campus.toml", True)
OUTLINE = MultiPolygon([box(0, 0, 400, 4)])


def room(number: str, at: float, use: Use = Use.UNKNOWN, name: str = "", wide: float = 4.0) -> Space:
    return Space(f"b/1/{at:g}", number, box(at, 0, at + wide, 4), use, name)


def floor_of(*spaces: Space, ordinal: int = 0, openings: tuple[Opening, ...] = ()) -> Floor:
    return Floor(f"b/{ordinal}", "Level", ordinal, OUTLINE, FRAME, spaces, openings)


def building_of(*floors: Floor) -> Building:
    return Building("b", "", "B", OUTLINE, floors)


def campus_of(*spaces: Space) -> Campus:
    return Campus("c", "C", None, (building_of(floor_of(*spaces)),))


def test_no_plate_hides_a_dot() -> None:
    crowd, items = Crowd(PAGE), []
    rooms = [box(x, 140, x + 9, 149) for x in (190, 199, 208, 217)]
    ground = Ground(PAGE, [(outline, 0.35) for outline in rooms])  # led numbers keep off one another's rooms
    for n, outline in enumerate(rooms):
        label = RoomLabel(f"r{n}", f"B-1.1{n}", "", outline, outline.centroid.coords[0], must=True)
        items += set_by_leader(label, crowd, ground) or []
    inks = [item for item in items if isinstance(item, Ink)]
    plates = [ink.shape for ink in inks if ink.style == "sheet.plate"]
    dots = [ink.shape for ink in inks if ink.style == "sheet.dot"]
    assert len(plates) == len(dots) == 4
    assert not any(plate.intersects(dot) for plate in plates for dot in dots)
    assert all(ink.shape.length > DOT_PT for ink in inks if ink.style == "sheet.leader")


def test_words_along_a_passage_keep_off_its_walls() -> None:
    """The passage's frame has its middle at a wall: the passage opens into a bay at one end."""
    passage = Polygon([(0, 0), (300, 0), (300, 24), (60, 24), (60, 70), (0, 70)])
    label = RoomLabel("p", "", "H-1-Corridor", passage, (150.0, 12.0), must=True, along=True)
    words = [item for item in set_inside(label, Crowd(PAGE), Ground(PAGE, [])) or [] if isinstance(item, Words)]
    shape = shapely.union_all([box(*each) for each in words_boxes(words[0])])
    assert passage.boundary.distance(shape) > 4.0


@pytest.mark.parametrize(("use", "word"), [(Use.STAIR, "Stair"), (Use.ELEVATOR, "Elevator"), (Use.OFFICE, None)])
def test_a_stair_without_number_and_name_says_what_it_is(use: Use, word: str | None) -> None:
    campus = campus_of(room("", 0, use), room("S1", 10, use), room("", 20, use, "North way"))
    building = campus.buildings[0]
    marks = floor_scene(campus, building, building.floors[0], Analysis()).marks
    told = [mark.text for mark in marks if isinstance(mark, Text) and mark.style == "label.way"]
    assert told == ([word] if word else [])


def test_a_building_sheet_names_stairs_that_have_a_name_alone() -> None:
    ways = (room("S1", 0, Use.STAIR), room("", 40, Use.STAIR, "North way"), room("", 80, Use.ELEVATOR))
    miscalled = room("", 200, Use.STAIR, "Corridor")
    floor = replace(floor_of(*ways, miscalled, room("7", 120, name="Seven")), frame=replace(FRAME, placed=True))
    campus, _ = stand_in(Campus("c", "C", None, (building_of(floor),), north=TrueNorth(UNIT, UNIT, 0.0)))
    drawing = draw_building(campus, campus.buildings[0], Analysis(), LETTER)
    assert drawing is not None
    said = {item.text for layer in drawing.layers for item in layer.items if isinstance(item, Words)}
    assert {"S1", "North way"} <= said
    assert not any("map" in text or text in ("Seven", "Corridor") for text in said)


@pytest.mark.parametrize(
    ("use", "name", "shown"),
    [
        (Use.STAIR, "Corridor", "Stair"), (Use.STAIR, "Staircase", "Stair"), (Use.ELEVATOR, "lift", "Elevator"),
        (Use.STAIR, "Stair B", "Stair B"), (Use.STAIR, "North stair", "North stair"), (Use.CORRIDOR, "Hall", "Hall"),
    ],
)  # fmt: skip
def test_a_way_is_not_called_by_the_name_of_a_kind_of_room_alone(use: Use, name: str, shown: str) -> None:
    campus = campus_of(room("", 0, use, name))
    building = campus.buildings[0]
    marks = floor_scene(campus, building, building.floors[0], Analysis()).marks
    assert [mark.text for mark in marks if isinstance(mark, Text) and mark.style != "label.building"] == [shown]
    printed, hidden = stand_in(campus)
    space = printed.buildings[0].floors[0].spaces[0]
    assert not hidden and (name in space.name) is (name == shown)


def test_a_room_whose_use_nobody_stated_does_not_look_like_a_corridor() -> None:
    styles = load_styles()
    looks = {token: (each.fill, each.stroke, each.dash, each.hatch) for token, each in styles.items()}
    told = {*USE_STYLE.values(), "space.unknown"}
    assert len({looks[token] for token in told}) == len(told)


def test_the_walk_form_says_which_of_two_rooms_with_one_number_is_meant() -> None:
    campus, _ = stand_in(campus_of(room("7", 0), room("7", 100, wide=6.0), room("8", 200), room("", 300, Use.STAIR)))
    (sheet,) = walk_sheets(make_directory(campus), Analysis())
    rows = {(row[1].text, row[2].text) for table in sheet.tables for row in table.rows}
    assert ("8", "") in rows
    assert len({name for number, name in rows if number == "7"}) == 2
    assert any(name.startswith("Stair") and "map" in name for _, name in rows)


def test_the_walk_form_asks_for_exterior_doors_after_their_rooms_and_for_a_number_where_they_have_none() -> None:
    hall, other = room("100", 0, Use.CORRIDOR), room("7", 100)
    sides = {"": hall.id, "3": hall.id, "5": other.id, "6": "b/1/elsewhere"}
    doors = tuple(
        Opening(f"d{number}", OpeningKind.DOOR, LineString([(0, 1), (0, 2)]), (side, OUTSIDE), number)
        for number, side in sides.items()
    )
    inner = Opening("i", OpeningKind.DOOR, LineString([(0, 1), (0, 2)]), (hall.id, other.id), "9")
    campus = campus_of(hall, other)
    floor = replace(campus.buildings[0].floors[0], openings=(*doors, inner))
    campus = replace(campus, buildings=(building_of(floor),))
    (sheet,) = walk_sheets(make_directory(campus), Analysis())
    rows = [(row[1].text, " ".join(row[2].text.split())) for table in sheet.tables for row in table.rows]
    assert rows == [
        ("100", ""), ("door \u2013", "from 100 outside: agree on a number"), ("door 3", "from 100 outside"),
        ("7", ""), ("door 5", "from 7 outside"), ("door 6", "to the outside"),
    ]  # fmt: skip


@pytest.mark.parametrize(("rooms", "sheets"), [(72, 1), (74, 1), (80, 2)])
def test_the_walk_form_takes_no_sheet_for_a_row_or_two(rooms: int, sheets: int) -> None:
    campus = campus_of(*(room(f"{100 + n}", 4.0 * n) for n in range(rooms)))
    assert len(walk_sheets(make_directory(campus), Analysis())) == sheets


def test_the_index_has_the_use_of_a_room_without_a_name() -> None:
    campus = campus_of(room("1", 0, Use.OFFICE), room("2", 10, Use.LAB, "Chemistry"), room("3", 20))
    (sheet,) = index_sheets(make_directory(campus), Analysis())
    rows = {row[0].text: row[1].text for table in sheet.tables for row in table.rows}
    assert rows == {"1": "office", "2": "Chemistry", "3": ""}


def test_doors_on_upper_floors_are_told_apart() -> None:
    line = LineString([(0, 1), (0, 2)])
    floors = tuple(
        floor_of(ordinal=n, openings=(Opening(f"d{n}", OpeningKind.DOOR, line, ("b/1/0", OUTSIDE)),)) for n in (0, 1)
    )
    assert word_doors(building_of(*floors)) == "2 doors, not numbered (1 on upper floors)"
    assert word_doors(building_of(floors[0])) == "1 door, not numbered"


def test_a_part_of_the_campus_plan_shows_which_buildings_are_on_it() -> None:
    spots = (*(40.0 * n for n in range(5)), *(3000.0 + 40.0 * n for n in range(4)))
    blocks = tuple(Building(f"b{x:g}", "", f"Building {x:g}", MultiPolygon([box(x, 0, x + 20, 20)])) for x in spots)
    north = TrueNorth(UNIT, UNIT, 0.0)
    sheets = campus_sheets(Campus("c", "C", 32632, blocks, north=north), Analysis(), LETTER)
    inks = [item for layer in sheets[-1].layers for item in layer.items if isinstance(item, Ink)]
    assert [sheet.id for sheet in sheets] == ["CAMPUS-A", "CAMPUS-B"]
    (here,) = [ink.shape for ink in inks if ink.style == "sheet.key_here"]
    (rest,) = [ink.shape for ink in inks if ink.style == "sheet.key"]
    assert (len(shapely.get_parts(here)), len(shapely.get_parts(rest))) == (4, 5)


@pytest.mark.parametrize("table", ["contacts", "recipients"])
def test_a_list_of_nobody_says_where_to_write_them(table: str) -> None:
    campus = replace(campus_of(room("7", 0)), **{table: ()})
    [sheet] = contact_sheets(make_directory(campus))
    said = {cell.text for each in sheet.tables for row in each.rows for cell in row}
    assert any(text.startswith("Not supplied: ") and text.endswith(f" {table}.csv.") for text in said)


def test_an_empty_list_of_equipment_says_where_to_write_it() -> None:
    [sheet] = equipment_sheets(make_directory(campus_of(room("7", 0))), Analysis())
    said = [cell.text for table in sheet.tables for row in table.rows for cell in row]
    assert said == ["No equipment was supplied: list it in markers.csv."]
