"""Nearest doors and AEDs as the tables, the map's card and the packet's index show them."""

from __future__ import annotations

import math
from dataclasses import replace

from demo_campus import demo_kit

from campusmap.carto.directory import make_directory
from campusmap.carto.entry_cards import entry_sheets
from campusmap.carto.equipment_list import equipment_rows
from campusmap.carto.packet import lay_out
from campusmap.carto.sheet import PageLayer, Words
from campusmap.export.columns import LAYERS, make_records
from campusmap.model.kit import Kit
from campusmap.render.web.payload import make_payload
from campusmap.safety.exits import find_reach
from campusmap.safety.ways import add_ways

KEYS = ("nearest_door", "nearest_door_m", "nearest_aed", "nearest_aed_m")


def reached_kit() -> Kit:
    kit = demo_kit()
    return replace(kit, analysis=replace(kit.analysis, reach=find_reach(kit.campus)))


def test_tables_hold_ids_and_metres_and_nothing_where_no_way_leads() -> None:
    kit = reached_kit()
    spaces = next(layer for layer in LAYERS if layer.name == "spaces")
    rows = {row["id"]: tuple(row[key] for key in KEYS) for row, _ in make_records(spaces, kit)}
    said = {r.space: (r.door or None, r.door_m, r.aed or None, r.aed_m) for r in kit.analysis.reach}
    assert rows == said
    assert any(row[0] is None for row in rows.values()) and any(row[0] for row in rows.values())
    assert all((row[0] is None) == (row[1] is None) for row in rows.values())
    untold = {tuple(row[key] for key in KEYS) for row, _ in make_records(spaces, demo_kit())}
    assert untold == {(None,) * 4}


def test_the_map_names_the_door_and_the_stairs_by_place_in_its_lists() -> None:
    kit = reached_kit()
    facts = make_payload(kit)
    rooms = {room["i"]: room for room in facts["rooms"]}
    for reach in kit.analysis.reach:
        room = rooms[reach.space]
        assert (facts["doors"][room["nd"]]["i"] if "nd" in room else "") == reach.door
        assert (facts["markers"][room["na"]]["i"] if "na" in room else "") == reach.aed
        assert (room.get("nm"), room.get("am")) == (reach.door_m, reach.aed_m)
        assert room.get("ns", []) == list(reach.door_by)
        assert ("nx" in room) is (not reach.door)
    assert any(room.get("ns") for room in rooms.values())


def test_the_index_names_the_nearest_door_of_rooms_without_their_own() -> None:
    kit = reached_kit()
    packet = lay_out(kit.campus, kit.project, kit.analysis)
    sheets = [sheet for sheet in packet.sheets if sheet.id.startswith("INDEX")]
    doors = {row[0].text: row[5].text for sheet in sheets for table in sheet.tables for row in table.rows}
    assert doors["101"].endswith(" ft") and "\u00b7" in doors["101"]
    assert all("drawing" in sheet.subtitle for sheet in sheets)
    assert not any(fact.clipped or fact.overlaps for fact in packet.facts)


def test_key_boxes_against_doors_are_on_the_map_the_entry_card_and_the_equipment_list() -> None:
    kit = demo_kit()
    kit = replace(kit, analysis=add_ways(kit.analysis, kit.campus, kit.project.reach))
    (box,) = [box for box in kit.analysis.walking.key_boxes if box.doors]
    numbers = {o.id: o.shown_number for b in kit.campus.buildings for f in b.floors for o in f.openings}
    facts = make_payload(kit)
    (marker,) = [marker for marker in facts["markers"] if marker["i"] == box.marker]
    assert [(facts["doors"][int(ref[1:])]["i"], metres) for ref, metres in marker["kd"]] == [
        (each.door, each.metres) for each in box.doors
    ]
    told = {door["i"]: door["kb"][1] for door in facts["doors"] if "kb" in door}
    assert told == {e.door: e.key_box_m for e in kit.analysis.walking.entries if e.key_box} and len(told) > 2
    assert any(way[0] == "KEY_BOX" and way[5] for room in facts["rooms"] for way in room.get("ws", []))
    directory = make_directory(kit.campus, None)
    words = [
        text for sheet in entry_sheets(directory, kit.analysis) for layer in sheet.layers for text in _texts(layer)
    ]
    assert any("Nearest key box" in text and "on foot" in text for text in words)
    notes = [str(row[7]) for row in equipment_rows(directory, kit.analysis.walking.key_boxes) if row[0] == "KB"]
    door, metres = box.doors[0].door, math.ceil(box.doors[0].metres)
    feet = math.ceil(box.doors[0].metres / 0.3048)
    assert any(f"On foot outdoors: door {numbers[door]} ({feet:,} ft ({metres} m))" in note for note in notes)


def _texts(layer: PageLayer) -> list[str]:
    return [item.text for item in layer.items if isinstance(item, Words)]
