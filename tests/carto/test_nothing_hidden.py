"""What a drawing or list lacks is said where one looks: doors without a number, numbers given twice, basements."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from demo_campus import demo_kit
from shapely import Point, box

from campusmap.carto.building_sheet import building_sheets, draw_building
from campusmap.carto.directory import make_directory
from campusmap.carto.door_words import word_doors
from campusmap.carto.packet import lay_out
from campusmap.carto.paper import LETTER
from campusmap.carto.plans import floor_sheets
from campusmap.carto.room_index import index_sheets
from campusmap.carto.sheet import Badge, Ink, Sheet, Words
from campusmap.carto.style import load_styles
from campusmap.model.analysis import Reach
from campusmap.model.places import Building, Floor, Marker, Opening, OpeningKind, Use
from campusmap.model.printing import PacketSettings
from campusmap.render.svg import draw_items


def main() -> Building:
    return next(building for building in demo_kit().campus.buildings if building.id == "main")


def exits(floor: Floor) -> list[Opening]:
    return [each for each in floor.openings if each.exterior and each.kind is not OpeningKind.WINDOW]


def ground() -> Floor:
    return next(floor for floor in main().floors if floor.ordinal == 0)


def with_ground(floor: Floor) -> Building:
    return replace(main(), floors=tuple(floor if each.id == floor.id else each for each in main().floors))


def renumbered(*numbers: str) -> Building:
    """Return the main building with its first exterior doors renumbered."""
    new = {door.id: number for door, number in zip(exits(ground()), numbers, strict=False)}
    doors = tuple(
        replace(each, number=new[each.id], posted_number="") if each.id in new else each for each in ground().openings
    )
    return with_ground(replace(ground(), openings=doors))


@cache
def campus_plan() -> tuple[Building, Sheet, Sheet]:
    building = renumbered("")
    kit = demo_kit()
    campus = replace(
        kit.campus, buildings=tuple(building if each.id == "main" else each for each in kit.campus.buildings)
    )
    project = replace(kit.project, packet=PacketSettings(sheets=("quick", "campus")))
    sheets = {sheet.id: sheet for sheet in lay_out(campus, project, kit.analysis).sheets}
    return building, sheets["QUICK"], next(sheet for id_, sheet in sheets.items() if id_.startswith("CAMPUS"))


def test_a_door_without_a_number_is_on_the_campus_sheets_all_the_same() -> None:
    building, *sheets = campus_plan()
    doors = {door.id for floor in building.floors if floor.ordinal == 0 for door in exits(floor)}
    assert len(doors) > 1
    for sheet in sheets:
        items = [item for layer in sheet.layers for item in layer.items]
        bars = {item.subject for item in items if isinstance(item, Ink) and item.style == "building.door"}
        tags = {item.subject for item in items if isinstance(item, Badge)}
        assert doors <= bars
        assert len(doors - tags) == 1


def test_doors_on_the_campus_sheets_part_the_outline_of_the_building_on_a_grey_copy() -> None:
    style = load_styles()["building.door"]
    for sheet in campus_plan()[1:]:
        layers = {layer.name: layer.items for layer in sheet.layers}
        assert list(layers).index("buildings") < list(layers).index("openings")
        drawn = draw_items(layers["openings"])
        light, dark = drawn.count('stroke="#ffffff"'), drawn.count(f'stroke="{style.stroke}"')
        assert light == dark == len(layers["openings"]) > 1
        assert drawn.rindex('stroke="#ffffff"') < drawn.index(f'stroke="{style.stroke}"')


def test_doors_inside_part_the_walls_of_a_floor_on_a_grey_copy() -> None:
    kit, style = demo_kit(), load_styles()["door.interior"]
    (sheet, *_) = floor_sheets(kit.campus, kit.project, main(), ground(), kit.analysis, "")
    layers = {layer.name: layer.items for layer in sheet.layers}
    assert list(layers).index("walls") < list(layers).index("openings")
    doors = [item for item in layers["openings"] if isinstance(item, Ink) and item.style == "door.interior"]
    drawn = draw_items(doors)
    assert drawn.count('stroke="#ffffff"') == drawn.count(f'stroke="{style.stroke}"') == len(doors) > 1
    assert drawn.rindex('stroke="#ffffff"') < drawn.index(f'stroke="{style.stroke}"')


def test_a_building_sheet_names_the_stairs_of_the_ground_floor_by_number_else_by_name() -> None:
    kit = demo_kit()
    stairs = [space for space in ground().spaces if space.use is Use.STAIR]
    numbers = {space.id: f"S{n}" for n, space in enumerate(stairs[:-1], 1)}
    spaces = tuple(replace(each, number=numbers.get(each.id, each.number)) for each in ground().spaces)
    drawing = draw_building(kit.campus, with_ground(replace(ground(), spaces=spaces)), kit.analysis, LETTER)
    assert drawing is not None
    words = [item for layer in drawing.layers for item in layer.items if isinstance(item, Words)]
    named = {words.subject.removesuffix("/plan"): words.text for words in words if words.style == "label.stair"}
    ways = [space for space in spaces if space.use in (Use.STAIR, Use.ELEVATOR)]
    assert numbers
    assert named == {each.id: each.number or each.name for each in ways}
    assert named.keys() > numbers.keys()


def test_a_building_sheet_says_stair_or_elevator_where_neither_number_nor_printable_name_does() -> None:
    kit = demo_kit()
    called = {Use.STAIR: "map Q84-M324", Use.ELEVATOR: "Elevator \u2026A\u00a0map Q84-M325"}
    spaces = tuple(
        replace(each, number="", posted_number="", name=called[each.use]) if each.use in called else each
        for each in ground().spaces
    )
    drawing = draw_building(kit.campus, with_ground(replace(ground(), spaces=spaces)), kit.analysis, LETTER)
    assert drawing is not None
    words = [item for layer in drawing.layers for item in layer.items if isinstance(item, Words)]
    named = {words.subject.removesuffix("/plan"): words.text for words in words if words.style == "label.stair"}
    assert named == {each.id: each.use.value.capitalize() for each in spaces if each.use in called} != {}


def test_doors_in_words_add_up() -> None:
    assert "7 (2 doors)" in word_doors(renumbered("7", "7"))
    assert word_doors(with_ground(replace(ground(), openings=()))) == "none in the drawings"
    assert word_doors(replace(main(), floors=())) == "no floor is drawn"
    assert "not numbered" in word_doors(renumbered("7", ""))
    assert "(" not in word_doors(renumbered("7", "8"))


def facts(building: Building, address: str) -> dict[str, str]:
    directory = make_directory(replace(demo_kit().campus, address=address, buildings=(building,)))
    [sheet, *_] = building_sheets(directory, building, None)
    table = next(table for table in sheet.tables if table.heads[0] == "Fact")
    return {" ".join(row[0].text.split()): " ".join(row[1].text.split()) for row in table.rows}


def test_a_building_without_an_address_has_that_of_the_campus() -> None:
    assert facts(replace(main(), address="1 Hill St"), "2 Dale Rd")["Address"] == "1 Hill St"
    assert facts(replace(main(), address=""), "2 Dale Rd")["Address"] == "2 Dale Rd (of the campus)"
    assert "Address" in facts(replace(main(), address=""), "")["Not supplied"]


def test_what_stands_beside_a_building_is_in_the_list_of_its_sheet_alone() -> None:
    x0, y0, _, y1 = main().footprint.bounds
    near, far = (
        Marker(f"fdc-{name}", "FDC", f"Connection {name}", at=Point(x0 - metres, (y0 + y1) / 2))
        for name, metres in (("near", 4.0), ("far", 40.0))
    )
    campus = replace(demo_kit().campus, markers=(near, far))
    listed = {}
    for building in campus.buildings:
        [sheet, *_] = building_sheets(make_directory(campus), building, None)
        rows = [row for table in sheet.tables for row in table.rows if row[0].text == "FDC"]
        listed[building.id] = [" ".join(cell.text for cell in row[1:3]) for row in rows]
    assert listed.pop("main") == ["Connection near Outdoors"]
    assert not any(listed.values())


def test_a_basement_of_nothing_but_stairs_says_that_the_rest_is_not_known() -> None:
    kit, told = demo_kit(), []
    stair = next(space for space in ground().spaces if space.use is Use.STAIR)
    for ordinal, use in ((-1, Use.STAIR), (-1, Use.STORAGE), (1, Use.STAIR)):
        floor = replace(ground(), ordinal=ordinal, spaces=(replace(stair, use=use),), openings=())
        [sheet] = floor_sheets(kit.campus, kit.project, with_ground(floor), floor, kit.analysis, "")
        words = [item.text for layer in sheet.layers for item in layer.items if isinstance(item, Words)]
        told.append(any(text.startswith("ONLY STAIRS") for text in words))
    assert told == [True, False, False]


def test_the_index_goes_through_floors_from_the_lowest() -> None:
    low, high = sorted(main().floors, key=lambda floor: floor.ordinal)[:2]
    room = replace(low.spaces[0], number="S1", posted_number="", outline=box(0, 0, 5, 5))
    floors = tuple(
        replace(floor, id=f"main/{name}", name=name, ordinal=ordinal, spaces=(replace(room, id=f"main/{name}/s"),))
        for floor, name, ordinal in ((low, "a first", 1), (high, "z cellar", -1))
    )
    building = replace(main(), floors=floors)
    [sheet] = index_sheets(make_directory(replace(demo_kit().campus, buildings=(building,))), demo_kit().analysis)
    listed = [row[n].text for table in sheet.tables for n in [table.heads.index("Floor")] for row in table.rows]
    assert listed == ["z cellar", "a first"]


def test_a_room_is_found_by_any_of_its_numbers() -> None:
    room, other = (
        replace(each, number=n, posted_number="") for each, n in zip(ground().spaces, ("102", "104"), strict=False)
    )
    room = replace(room, name="Living", aliases=("103", "104", "Kitchen"))
    building = replace(main(), floors=(replace(ground(), spaces=(other, room)),))
    [sheet] = index_sheets(make_directory(replace(demo_kit().campus, buildings=(building,))), demo_kit().analysis)
    (table,) = sheet.tables
    rows = [dict(zip(table.heads, (cell.text for cell in row), strict=True)) for row in table.rows]
    assert [(row["Room"], row["Name, else use"].split(" (")[0]) for row in rows[:2]] == [
        ("102", "Living"),
        ("103", "see 102"),
    ]
    assert [row["Room"] for row in rows[2:]] == ["104"]
    assert rows[0]["Grid"] == rows[1]["Grid"] != ""


def test_a_door_without_a_number_on_an_upper_floor_is_not_taken_for_a_way_in_from_the_street() -> None:
    kit = demo_kit()
    bare = tuple(replace(each, number="", posted_number="") for each in ground().openings)
    for ordinal, said in ((0, "–"), (1, "up")):
        building = with_ground(replace(ground(), ordinal=ordinal, openings=bare))
        reach = tuple(Reach(each.id, exits(ground())[0].id, 12.0, "", None) for each in ground().spaces)
        campus = replace(kit.campus, buildings=(building,))
        sheets = index_sheets(make_directory(campus), replace(kit.analysis, reach=reach))
        cells = [row[table.heads.index("Ext. door")].text for s in sheets for table in s.tables for row in table.rows]
        assert {cell.split(" · ")[0] for cell in cells if " · " in cell} == {said}
        assert (": up)" in sheets[0].subtitle) == (said == "up")


def test_a_room_without_a_way_out_is_not_told_from_a_door_without_a_number_by_a_dash() -> None:
    kit = demo_kit()
    reach = tuple(replace(each, door="", door_m=None) for each in kit.analysis.reach[:1]) + kit.analysis.reach[1:]
    sheets = index_sheets(make_directory(kit.campus), replace(kit.analysis, reach=reach))
    cells = [row[table.heads.index("Ext. door")].text for s in sheets for table in s.tables for row in table.rows]
    assert "–" not in cells
    assert "not found" in cells


def test_a_device_whose_place_is_not_known_says_so_beside_its_room() -> None:
    markers = tuple(each for each in demo_kit().campus.markers if each.building == "main")
    [lost, *rest] = [each for each in markers if each.at is not None and each.kind == "AED"]
    gone = replace(lost, id="m-lost", label="AED by the stage", at=None, space="", attributes={"room": "999"})
    none = replace(gone, id="m-none", label="No AED", status="none")
    directory = make_directory(replace(demo_kit().campus, markers=(gone, none, lost, *rest)))
    [sheet, *_] = building_sheets(directory, main(), None)
    table = next(table for table in sheet.tables if table.heads[0] == "Mark")
    said = {" ".join(row[1].text.split()) for row in table.rows}
    assert {"AED by the stage (NOT PLACED)", "No AED", " ".join(lost.label.split())} <= said
