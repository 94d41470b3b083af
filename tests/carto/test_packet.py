"""The packet of the demo campus as laid out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from demo_campus import demo_kit
from shapely import MultiLineString, MultiPolygon, Polygon

from campusmap.carto.directory import make_directory, natural_key
from campusmap.carto.packet import Packet, lay_out, number_sheets
from campusmap.carto.sheet import Badge, Sheet, Words
from campusmap.georeference.grid import campus_to_north, name_cell
from campusmap.model.places import Campus


@pytest.fixture(scope="module")
def packet() -> Packet:
    kit = demo_kit()
    return lay_out(kit.campus, kit.project, kit.analysis)


def map_words(sheet: Sheet) -> list[Words]:
    return [item for layer in sheet.layers for item in layer.items if isinstance(item, Words)]


def test_every_floor_has_a_sheet_and_every_fact_is_clean(packet: Packet) -> None:
    floors = {floor.id for building in demo_kit().campus.buildings for floor in building.floors}
    assert floors <= {fact.subject for fact in packet.facts}
    for fact in packet.facts:
        assert (fact.overlaps, fact.clipped, fact.unplaced_labels) == (0, 0, ())
        assert fact.smallest_pt >= 6.0
    assert len({fact.sheet for fact in packet.facts}) == len(packet.facts)


def test_every_number_stands_on_its_floor_at_eight_points(packet: Packet) -> None:
    for building in demo_kit().campus.buildings:
        for floor in building.floors:
            sheets = [sheet for sheet in packet.sheets if sheet.subject == floor.id]
            words = {w.text: w for sheet in sheets for w in map_words(sheet) if w.role == "number"}
            for space in floor.spaces:
                if space.shown_number:
                    assert words[space.shown_number].size_pt >= 8.0
                    assert words[space.shown_number].bold
            tags = {i.letters for s in sheets for layer in s.layers for i in layer.items if isinstance(i, Badge)}
            assert {o.shown_number for o in floor.openings if o.exterior and o.shown_number} <= tags


def test_a_planned_number_is_never_printed(packet: Packet) -> None:
    planned = {s.planned_number for b in demo_kit().campus.buildings for f in b.floors for s in f.spaces} - {""}
    printed = {words.text for sheet in packet.sheets for words in map_words(sheet)}
    cells = {c.text for sheet in packet.sheets for table in sheet.tables for row in table.rows for c in row}
    assert planned
    assert not planned & (printed | cells)


def test_an_unplaced_floor_says_so_and_has_no_grid(packet: Packet) -> None:
    sheet = next(sheet for sheet in packet.sheets if sheet.subject == "annex/0")
    text = " ".join(words.text for words in map_words(sheet))
    assert "NOT PLACED" in text
    assert "UNITS NOT CONFIRMED" in text
    assert "NOT TO SCALE" in text
    assert "grid" not in {layer.name for layer in sheet.layers}


def test_the_grid_on_a_sheet_is_the_grid_of_the_campus(packet: Packet) -> None:
    """Find a room's cell from the names in the gutters, and hold it against the grid itself."""
    kit = demo_kit()
    sheet = next(sheet for sheet in packet.sheets if sheet.subject == "main/1")
    words = next(w for w in map_words(sheet) if w.text == "112")
    names = [w for w in map_words(sheet) if w.style == "grid.label"]
    lines = next(layer for layer in sheet.layers if layer.name == "grid").items[0].shape.geoms  # type: ignore[union-attr]
    xs = sorted({line.coords[0][0] for line in lines if line.coords[0][0] == line.coords[1][0]})  # words part lines
    ys = sorted({line.coords[0][1] for line in lines if line.coords[0][1] == line.coords[1][1]})
    column = sum(x < words.x for x in xs)
    row = sum(y < words.y for y in ys)
    columns = [w.text for w in sorted((w for w in names if w.text.isdecimal()), key=lambda w: w.x)]
    rows = [w.text for w in sorted((w for w in names if not w.text.isdecimal()), key=lambda w: w.y)]
    space = next(s for f in kit.campus.buildings[1].floors for s in f.spaces if s.number == "112")
    assert kit.campus.grid
    assert kit.campus.north
    middle = space.outline.centroid
    expected = name_cell(kit.campus.grid, *campus_to_north(kit.campus.north, middle.x, middle.y))
    assert sorted(set(rows))[row] + sorted(set(columns), key=int)[column] == expected


def test_index_and_contents_point_to_the_right_sheets(packet: Packet) -> None:
    index = next(sheet for sheet in packet.sheets if sheet.id == "INDEX")
    for table in index.tables:
        for row in table.rows:
            sheet = packet.sheets[int(row[-1].text) - 1]
            assert row[3].text in sheet.title
            assert row[0].text in {words.text for words in map_words(sheet)} | {"\u2013"}
    pages = number_sheets(list(packet.sheets))
    cover = packet.sheets[0]
    contents = next(table for table in cover.tables if table.heads[0] == "Sheet title")
    listed = {row[0].text: row[1].text for row in contents.rows}
    assert listed["Room index"] == str(pages["INDEX"][0])
    assert listed["Basement"] == str(pages["annex/0"][0])


def test_laying_out_twice_gives_the_same_sheets(packet: Packet) -> None:
    kit = demo_kit()
    again = lay_out(kit.campus, kit.project, kit.analysis)
    assert repr(again) == repr(packet)


def test_a_crowded_floor_is_split_and_never_shrunk() -> None:
    kit = demo_kit()
    main = next(b for b in kit.campus.buildings if b.id == "main")
    floor = main.floors[0]
    x0, y0, x1, _ = floor.outline.bounds
    wide = (x1 - x0) / 36
    rooms = tuple(
        replace(floor.spaces[0], id=f"main/1/x{n}", number=f"{100 + n}", name="Store", outline=cell)
        for n, cell in enumerate(_cells(x0, y0, wide, 36, 8))
    )
    crowded = replace(floor, spaces=rooms, openings=(), walls=type(floor.walls)())
    campus = replace(kit.campus, buildings=(replace(main, floors=(crowded,)),), markers=())
    packet = lay_out(campus, kit.project, kit.analysis)
    sheets = [sheet for sheet in packet.sheets if sheet.subject == "main/1"]
    assert len(sheets) > 1
    numbers = {words.text for sheet in sheets for words in map_words(sheet) if words.role == "number"}
    missing = {name for sheet in sheets for name in sheet.fact.unplaced_labels}
    assert numbers | missing == {room.number for room in rooms}
    assert not missing
    assert all(sheet.fact.smallest_pt >= 6.0 and sheet.fact.overlaps == 0 for sheet in sheets)
    matches = [(sheet, words.text) for sheet in sheets for words in map_words(sheet) if "MATCH LINE" in words.text]
    assert any(sheet is sheets[0] for sheet, _ in matches)
    for _, text in matches:
        parts, _, pages = text.partition(": see part")[2].partition(", sheet")
        told = {packet.sheets[int(page) - 1].id.rpartition("-")[2] for page in re.findall(r"\d+", pages)}
        assert told and told == set(re.findall(r"[A-Z]+", parts))


def _cells(x0: float, y0: float, wide: float, columns: int, rows: int) -> list[Polygon]:
    return [
        Polygon([(x, y), (x + wide, y), (x + wide, y + wide), (x, y + wide)])
        for x in (x0 + wide * n for n in range(columns))
        for y in (y0 + wide * n for n in range(rows))
    ]


def test_a_campus_without_anything_still_has_a_packet() -> None:
    kit = demo_kit()
    packet = lay_out(Campus("bare", "", None, ()), kit.project, replace(kit.analysis, hard_corners=(), assessments=()))
    assert [sheet.id for sheet in packet.sheets] == ["COVER", "INDEX", "EQUIPMENT", "CONTACTS", "LEGEND"]


def test_natural_order_and_cells() -> None:
    assert sorted(["B10", "B2", "A1", "101A", "101"], key=natural_key) == ["101", "101A", "A1", "B2", "B10"]
    assert make_directory(demo_kit().campus).cell(None) == ""


def test_long_preplan_facts_go_on_another_sheet() -> None:
    kit = demo_kit()
    main = next(b for b in kit.campus.buildings if b.id == "main")
    long = "Chlorine and acids in the pool plant, oxygen in the shop. " * 9
    facts = replace(main.preplan, construction=long, roof=long, hazards=long, standpipes=long, gas_company=long)
    facts = replace(facts, sprinklered=long, electric_company=long, water_company="LAST WATER COMPANY " + long)
    wordy = replace(main, preplan=facts, address=long, floors=main.floors * 1)
    packet = lay_out(replace(kit.campus, buildings=(wordy,)), kit.project, kit.analysis)
    sheets = [sheet for sheet in packet.sheets if sheet.subject == "main"]
    assert len(sheets) > 1
    cells = [c.text for s in sheets for table in s.tables for row in table.rows for c in row]
    assert any("LAST WATER COMPANY" in text for text in cells)
    assert {"First floor", "Second floor"} <= set(cells)
    assert all((fact.overlaps, fact.clipped) == (0, 0) for fact in packet.facts)


def test_a_floor_without_a_drawing_keeps_its_sheet() -> None:
    kit = demo_kit()
    main = next(b for b in kit.campus.buildings if b.id == "main")
    bare = replace(
        main.floors[1], spaces=(), openings=(), outline=MultiPolygon(), walls=MultiPolygon(), columns=MultiPolygon(),
        linework=MultiLineString(), frame=replace(main.floors[1].frame, placed=False, unit_confirmed=True),
    )  # fmt: skip
    campus = replace(kit.campus, buildings=(replace(main, floors=(main.floors[0], bare)),), markers=())
    packet = lay_out(campus, kit.project, kit.analysis)
    sheet = next(sheet for sheet in packet.sheets if sheet.subject == "main/2")
    assert any("NO DRAWING" in words.text for words in map_words(sheet))


@pytest.mark.parametrize("status", ["planned", "removed", "none"])
def test_what_is_not_there_today_is_listed_but_not_drawn(status: str) -> None:
    kit = demo_kit()
    markers = tuple(replace(m, status=status) if m.kind == "AED" else m for m in kit.campus.markers)
    packet = lay_out(replace(kit.campus, markers=markers), kit.project, kit.analysis)
    maps = [sheet for sheet in packet.sheets if sheet.fact.scale]
    drawn = {
        item.kind
        for s in maps
        for layer in s.layers
        if layer.name == "labels"
        for item in layer.items
        if isinstance(item, Badge)
    }
    assert "AED" not in drawn
    rows = [
        row for s in packet.sheets if s.id == "EQUIPMENT" for t in s.tables for row in t.rows if row[0].text == "AED"
    ]
    assert len(rows) == 3
    assert all(any(word in row[7].text for word in ("PLANNED", "REMOVED", "NONE HERE")) for row in rows)
