"""Nothing is dropped: a building's sheets list all its equipment, the quick card has every door."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from demo_campus import demo_kit
from shapely import LineString, Point, Polygon, box

from campusmap.carto.building_sheet import building_sheets, draw_building
from campusmap.carto.crowd import Crowd
from campusmap.carto.directory import make_directory, short_building
from campusmap.carto.equipment_list import equipment_rows
from campusmap.carto.legend import used_entries
from campusmap.carto.lists import leave_blank_out
from campusmap.carto.packet import Packet, lay_out, number_sheets
from campusmap.carto.paper import LETTER
from campusmap.carto.quick_card import quick_sheets
from campusmap.carto.room_index import index_sheets
from campusmap.carto.scene import campus_scene, mover
from campusmap.carto.sheet import Badge, Cell, Sheet
from campusmap.carto.sides import with_sides
from campusmap.carto.symbols import DOOR_BARE, find_symbol
from campusmap.carto.tabular import Column, Form, Row, break_table, table_height
from campusmap.export.room_rows import list_spaces
from campusmap.export.where import Grounds
from campusmap.model.analysis import Assessment, Orientation, Outcome
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Marker, Space, Use
from campusmap.model.printing import PacketSettings

CROWDED = 150  # devices in one building: more than two sheets hold
BLOCK_DOORS = (
    (4, 0, 6, 0), (16, 0, 18, 0), (22, 4, 22, 6), (22, 16, 22, 18),
    (4, 22, 6, 22), (16, 22, 18, 22), (0, 4, 0, 6), (0, 16, 0, 18),
)  # fmt: skip


@cache
def crowded() -> tuple[Kit, Packet]:
    kit = demo_kit()
    aed = next(m for m in kit.campus.markers if m.kind == "AED" and m.building == "main" and m.at is not None)
    more = tuple(replace(aed, id=f"x{n}", kind="EXTINGUISHER", label=f"Extinguisher no. {n}") for n in range(CROWDED))
    campus = replace(kit.campus, markers=(*kit.campus.markers, *more))
    project = replace(kit.project, packet=PacketSettings(sheets=("buildings", "equipment")))
    return replace(kit, campus=campus), lay_out(campus, project, kit.analysis)


def test_a_crowded_building_lists_every_device_once_and_in_order() -> None:
    kit, packet = crowded()
    sheets = [sheet for sheet in packet.sheets if sheet.subject == "main" and sheet.id.startswith("B-")]
    assert [sheet.id for sheet in sheets][:3] == ["B-MAIN", "B-MAIN+2", "B-MAIN+3"]
    tables = [table for sheet in sheets for table in sheet.tables if table.heads[0] == "Mark"]
    listed = [" ".join(row[1].text.split()) for table in tables for row in table.rows]
    groups = ("access", "utilities", "fire", "medical", "hazards")
    own = [m for m in kit.campus.markers if m.building == "main" and find_symbol(m.kind).group in groups]
    assert Counter(listed) == Counter(m.label or find_symbol(m.kind).title for m in own)
    assert len(listed) > CROWDED
    assert all((sheet.fact.overlaps, sheet.fact.clipped) == (0, 0) for sheet in sheets)


def test_a_list_that_goes_on_says_so_on_both_sheets() -> None:
    first, second = [sheet for sheet in crowded()[1].sheets if sheet.id in ("B-MAIN", "B-MAIN+2")]
    panel = {item.text for layer in first.layers for item in layer.items if hasattr(item, "text")}
    assert "Continued on the next sheet" in panel
    assert second.title == "Building sheet, continued"
    lone = next(sheet for sheet in crowded()[1].sheets if sheet.id == "B-ANNEX")
    assert "Continued on the next sheet" not in {
        item.text for layer in lone.layers for item in layer.items if hasattr(item, "text")
    }


def test_what_goes_on_at_the_next_place_says_its_heading_again() -> None:
    form = Form((Column("Mark", 60.0), Column("What", 60.0)), 7.5)
    rows: list[Row] = [(Cell("MEDICAL", bold=True, span=2),), *(("AED", str(n)) for n in range(9))]
    places = ((0.0, 0.0, 120.0, 80.0), (130.0, 0.0, 250.0, 80.0), (260.0, 0.0, 380.0, 80.0))
    [tables] = break_table(rows, form, places)
    assert [table.rows[0][0].text for table in tables] == ["MEDICAL"] + ["MEDICAL, CONTINUED"] * (len(tables) - 1)
    assert [row[1].text for table in tables for row in table.rows if len(row) > 1] == [str(n) for n in range(9)]
    assert len(tables) > 1
    assert all(table_height(table) <= 80.0 for table in tables)


def test_a_column_that_says_nothing_is_left_out_under_headings_too() -> None:
    form = Form((Column("Mark", 60.0), Column("Bldg.", 40.0), Column("Grid", 30.0)), 7.5)
    rows: list[Row] = [(Cell("MEDICAL", bold=True, span=3),), ("AED", "", "B4"), ("AED", "", "C1")]
    kept, left = leave_blank_out(form, rows, 1, 0)
    assert [column.head for column in kept.columns] == ["Mark", "Grid"]
    assert sum(column.width for column in kept.columns) == 130.0
    assert left == [(Cell("MEDICAL", bold=True, span=2),), ("AED", "B4"), ("AED", "C1")]
    assert leave_blank_out(form, [*rows, ("KB", "2", "")], 1, 0)[0] == form


def test_the_index_names_the_room_to_go_to_and_calls_none_safe() -> None:
    kit = demo_kit()
    room, other = [s for b in kit.campus.buildings for f in b.floors for s in f.spaces if s.shown_number][:2]
    said = Assessment(room.id, Outcome.SAFER_SPACE, "", other.id)
    [sheet, *_] = index_sheets(make_directory(kit.campus), replace(kit.analysis, assessments=(said,), hard_corners=()))
    cells = [[" ".join(cell.text.split()) for cell in row] for table in sheet.tables for row in table.rows]
    assert f"none, see {other.shown_number}" in next(row for row in cells if row[0] == room.shown_number)
    assert not any("safe" in text for row in cells for text in row)


def door_tags(sheet: Sheet) -> Counter[str]:
    items = [item for layer in sheet.layers if layer.name == "labels" for item in layer.items]
    return Counter(item.letters for item in items if isinstance(item, Badge) and item.kind == "DOOR_TAG")


def block(number: int, kit: Kit) -> Building:
    """Return a small building of a dense campus: 22 m square, two doors to a side, 5 m from the next."""
    main = next(b for b in kit.campus.buildings if b.id == "main")
    floor = next(f for f in main.floors if f.ordinal == 0)
    door = next(o for o in floor.openings if o.exterior and o.shown_number)
    x, y = number % 4 * 27.0, number // 4 * 27.0
    ends = [(x + a, y + b, x + c, y + d) for a, b, c, d in BLOCK_DOORS]
    openings = tuple(
        replace(door, id=f"b{number}/d{n}", number=str(n), line=LineString([end[:2], end[2:]]))
        for n, end in enumerate(ends, 1)
    )
    own = replace(floor, id=f"b{number}/0", spaces=(), openings=openings, outline=box(x, y, x + 22, y + 22))
    return replace(main, id=f"b{number}", number=str(number), footprint=own.outline, floors=(own,))


def test_sides_cost_no_door_its_number_on_the_quick_card() -> None:
    kit = demo_kit()
    blocks = tuple(block(n, kit) for n in range(16))
    campus = replace(kit.campus, buildings=blocks, markers=(), areas=())
    facing = tuple(Orientation(each.id, 203.0, False) for each in blocks)
    [sheet] = quick_sheets(make_directory(campus), replace(kit.analysis, orientations=facing))
    assert door_tags(sheet) == Counter({str(n): len(blocks) for n in range(1, 9)})
    assert sheet.fact.unplaced_labels == ()


def test_what_is_there_comes_before_what_is_not_and_notes_are_sentences() -> None:
    kit = demo_kit()
    gas = next(m for m in kit.campus.markers if m.kind == "GAS_SHUTOFF")
    none = Marker(
        "gone", gas.kind, "", "annex", status="none", attributes={"note": "Electric heat", "checked_on": "May"}
    )
    campus = replace(kit.campus, markers=(*kit.campus.markers, none))
    rows = [row for row in equipment_rows(make_directory(campus, {"annex": (9,)})) if row[0] == "G"]
    assert [row[7].startswith("NONE HERE") for row in rows[-1:]] == [True]
    assert rows[-1][7] == "NONE HERE: looked for, not there. Electric heat. Checked on May."
    assert rows[-1][8] == "9"  # the building's sheet: no plan shows it


def test_lists_name_equipment_of_a_kind_by_building_floor_and_room() -> None:
    """In the order in which buildings and floors are listed, whatever devices are called and whatever their ids are."""
    kit = demo_kit()
    main, floor = next((b, f) for b in kit.campus.buildings for f in b.floors if f.frame.placed)

    def storey(building: str, ordinal: int, *numbers: str) -> Floor:
        spaces = (Space(f"{building}/{number}", number, floor.outline.convex_hull, Use.OFFICE) for number in numbers)
        return replace(floor, id=f"{building}/{ordinal}", ordinal=ordinal, spaces=tuple(spaces), openings=())

    floors = {"x": (storey("x", 0, "201"),), "y": (storey("y", 1, "110"), storey("y", 0, "9", "10"))}
    two, one = (replace(main, id=id_, number=number, floors=floors[id_]) for id_, number in (("x", "2"), ("y", "1")))
    homes = {s.number: (b.id, f.id, s.id) for b in (two, one) for f in b.floors for s in f.spaces}
    rooms = [Marker(f"m{n}", "AED", f"AED {n}", *homes[each]) for n, each in enumerate(("201", "110", "10", "9"))]
    outdoors = Marker("m9", "AED", "A tent")
    directory = make_directory(replace(kit.campus, buildings=(two, one), markers=(outdoors, *rooms)))
    assert [row[5] for row in equipment_rows(directory) if row[0] == "AED"] == ["9", "10", "110", "201", ""]
    tables = [table for sheet in building_sheets(directory, one, None) for table in sheet.tables]
    [devices] = [table for table in tables if table.heads[0] == "Mark"]
    assert [row[devices.heads.index("Room")].text for row in devices.rows] == ["9", "10", "110"]


def test_a_buildings_sheet_marks_its_exterior_doors_without_a_number() -> None:
    """Its facts count them, and an officer who stands at one must find it: those of other buildings are not marked."""
    kit = demo_kit()
    blocks = []
    for building in (block(0, kit), block(1, kit)):
        [floor] = building.floors
        doors = tuple(replace(door, number="") if door.number in ("2", "5") else door for door in floor.openings)
        blocks.append(replace(building, floors=(replace(floor, openings=doors),)))
    drawing = draw_building(replace(kit.campus, buildings=tuple(blocks), markers=()), blocks[0], kit.analysis, LETTER)
    assert drawing is not None
    badges = [item for layer in drawing.layers for item in layer.items if isinstance(item, Badge)]
    assert {item.subject for item in badges if item.kind == DOOR_BARE} == {"b0/d2", "b0/d5"}
    assert DOOR_BARE in {entry.key for entry in used_entries(drawing.layers)}


def test_the_list_names_the_building_beside_which_something_stands_outdoors_as_that_ones_sheet_does() -> None:
    kit = demo_kit()
    main = next(b for b in kit.campus.buildings if not b.footprint.is_empty)
    x, y = main.footprint.bounds[0], (main.footprint.bounds[1] + main.footprint.bounds[3]) / 2
    near, far = (Marker(f"fdc{n}", "FDC", f"FDC {n}", at=Point(x - away, y)) for n, away in enumerate((4.0, 4000.0)))
    directory = make_directory(replace(kit.campus, markers=(far, near)))
    rows = [row for row in equipment_rows(directory) if row[0] == "FDC"]
    assert [row[2:5] for row in rows] == [("FDC 0", short_building(main), "Outdoors"), ("FDC 1", "", "")]
    tables = [table for sheet in building_sheets(directory, main, None) for table in sheet.tables]
    [devices] = [table for table in tables if table.heads[0] == "Mark"]
    assert [[cell.text for cell in row[1:3]] for row in devices.rows] == [["FDC 0", "Outdoors"]]


def test_outdoor_equipment_names_the_campus_plan_that_shows_it() -> None:
    kit = demo_kit()
    packet = lay_out(kit.campus, kit.project, kit.analysis)
    shown = dict(enumerate(packet.sheets, 1))
    outdoors = {m.label: m for m in kit.campus.markers if not m.floor and m.at is not None}
    found = 0
    for sheet in packet.sheets:
        for row in (row for table in sheet.tables for row in table.rows if sheet.id.startswith("EQUIPMENT")):
            marker = outdoors.get(row[2].text) if len(row) == 9 else None
            if marker and row[8].text.isdecimal():
                assert marker.id in shown[int(row[8].text)].shows
                found += 1
    assert found > 0


def test_what_stands_in_the_margin_of_a_campus_plan_is_found_there_too() -> None:
    kit = demo_kit()
    project = replace(kit.project, packet=PacketSettings(sheets=("campus",)))
    sheets = [replace(sheet, shows=frozenset()) for sheet in lay_out(kit.campus, project, kit.analysis).sheets]
    [plan] = [n for n, sheet in enumerate(sheets, 1) if sheet.id == "CAMPUS"]
    drawn = {item.subject for layer in sheets[plan - 1].layers for item in layer.items if isinstance(item, Badge)}
    markers = [marker.id for marker in kit.campus.markers if marker.id in drawn]
    assert markers
    assert all(plan in number_sheets(sheets)[f"outdoors/{marker}"] for marker in markers)


@pytest.mark.parametrize("bearing", [23.0, 203.0])
def test_the_letter_of_a_side_is_tied_to_the_wall(bearing: float) -> None:
    """A building like a T: the middle of its side lies in the open, the letter at the wall behind."""
    kit = demo_kit()
    tee = Polygon([(0, 0), (60, 0), (60, 15), (37, 15), (37, 50), (23, 50), (23, 15), (0, 15)])
    building = replace(kit.campus.buildings[0], footprint=tee)
    campus = replace(kit.campus, buildings=(building,), markers=(), areas=())
    analysis = replace(kit.analysis, orientations=(Orientation(building.id, bearing, False),))
    scene = with_sides(campus_scene(campus), campus, analysis, (building.id,))
    marks = {mark.label: mark for layer in scene.layers if layer.name == "sides" for mark in layer.marks}
    wall = mover(campus)(tee).exterior
    assert sorted(marks) == ["A", "B", "C", "D"]
    assert all(wall.distance(Point(mark.x, mark.y)) < 1e-6 for mark in marks.values())


def test_a_leader_keeps_off_the_dot_of_another_room_while_it_can() -> None:
    crowd = Crowd((0.0, 0.0, 400.0, 300.0))
    crowd.add_leader((100.0, 100.0), (100.0, 60.0))
    crowd.add_dot(100.0, 100.0)
    ends = np.array([[101.5, 200.0], [140.0, 200.0]])
    assert crowd.crosses((101.5, 106.0 - 12.0), ends).tolist() == [True, False]
    assert crowd.crosses((101.5, 106.0 - 12.0), ends, over_dots=True).tolist() == [False, False]
    assert crowd.crosses((100.0, 101.0), ends[1:]).tolist() == [False]  # two may start at one place


def test_a_room_round_a_corner_is_in_the_same_cell_on_paper_as_in_the_tables() -> None:
    kit = demo_kit()
    building = next(b for b in kit.campus.buildings if any(floor.frame.placed for floor in b.floors))
    floor, cell = next(floor for floor in building.floors if floor.frame.placed), kit.campus.grid.cell_m  # type: ignore[union-attr]
    x0, y0, _, _ = floor.spaces[0].outline.bounds
    arms = [(0, 0), (6, 0), (6, 0.15), (1, 0.15), (1, 1), (0, 1)]  # a hall whose centroid lies out in its passage
    bent = replace(floor.spaces[0], outline=Polygon([(x0 + x * cell, y0 + y * cell) for x, y in arms]))
    floor = replace(floor, spaces=(bent, *floor.spaces[1:]))
    campus = replace(kit.campus, buildings=(replace(building, floors=(floor,)),))
    directory = make_directory(campus)
    listed = {row["id"]: row["grid"] for row, _ in list_spaces(replace(kit, campus=campus), Grounds(campus))}
    assert directory.cell(bent.outline.centroid, floor.id) != listed[bent.id]
    assert all(directory.room_cell(space, floor.id) == listed[space.id] for space in floor.spaces)
