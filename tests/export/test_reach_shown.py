"""Nearest doors and AEDs as the tables, the map's card and the packet's index show them."""

from __future__ import annotations

from dataclasses import replace

from demo_campus import demo_kit

from campusmap.carto.packet import lay_out
from campusmap.export.columns import LAYERS, make_records
from campusmap.model.kit import Kit
from campusmap.render.web.payload import make_payload
from campusmap.safety.exits import find_reach

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
    assert doors["101"].endswith(" m") and "\u00b7" in doors["101"]
    assert all("drawing" in sheet.subtitle for sheet in sheets)
    assert not any(fact.clipped or fact.overlaps for fact in packet.facts)
