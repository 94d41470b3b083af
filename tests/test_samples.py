"""The sample campuses against what was planted in them: each fault is found, and no other ERROR is."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from shapely import Point, union_all

from campusmap.carto.directory import make_directory
from campusmap.carto.entry_cards import entry_sheets
from campusmap.carto.overview import campus_sheets
from campusmap.carto.paper import LETTER
from campusmap.carto.sheet import Badge, Ink
from campusmap.model.finding import Finding
from campusmap.model.kit import Kit
from campusmap.pipeline.build import judge_campus

SAMPLES = Path(__file__).resolve().parents[1] / "sample_campuses"
ISSUED = "2026-11-01"


@cache
def judged(name: str) -> Kit:
    return judge_campus(SAMPLES / name, issued=ISSUED)[0]


def faults() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((SAMPLES / "harbor-middle" / "faults.json").read_text("utf-8"))
    return rows


def matches(finding: Finding, fault: dict[str, Any]) -> bool:
    """Tell whether a finding reports a planted fault: rule, severity, file, floor and number as far as stated."""
    where = fault["where"]
    floor = f"{where.get('building', '')}/{where.get('floor', '')}"
    # What a drawing's layer or reference holds is named by layer and file, not by room.
    number = "" if fault["rule"].startswith("DXF") else str(where.get("number", ""))
    return (
        finding.id == fault["rule"]
        and finding.severity.value == fault["severity"]
        and (floor in {"/", f"{where.get('building')}/"} or finding.floor in {"", floor})
        and (not number or number in finding.message or number == finding.number)
    )


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: f"{fault['fault']}-{fault['where'].get('number', '')}")
def test_planted_fault_is_found(fault: dict[str, Any]) -> None:
    findings = judged("harbor-middle").review.findings
    same_rule = [(f.severity.value, f.floor, f.message) for f in findings if f.id == fault["rule"]]
    assert any(matches(finding, fault) for finding in findings), same_rule


def test_nothing_else_is_an_error() -> None:
    planted = [fault for fault in faults() if fault["severity"] == "ERROR"]
    errors = [finding for finding in judged("harbor-middle").review.findings if finding.severity == "ERROR"]
    surplus = [f.message for f in errors if not any(matches(f, fault) for fault in planted)]
    assert errors
    assert surplus == []


def test_comparison_can_fail() -> None:
    fault = {**faults()[0], "rule": "NUM999"}
    assert not any(matches(finding, fault) for finding in judged("harbor-middle").review.findings)


@pytest.mark.parametrize("name", ["maple-elementary", "cedar-ridge-high"])
def test_clean_campus_has_no_error(name: str) -> None:
    errors = [f.message for f in judged(name).review.findings if f.severity == "ERROR"]
    assert errors == []


def true_rooms(name: str) -> set[tuple[str, str]]:
    rooms = set()
    for path in (SAMPLES / "truth" / name).glob("*.geojson"):
        building, _, floor = path.stem.rpartition("-")
        features = json.loads(path.read_text("utf-8"))["features"]
        rooms |= {
            (f"{building}/{floor}", f["properties"]["number"]) for f in features if f["properties"]["what"] == "room"
        }
    return rooms


@pytest.mark.parametrize("name", ["maple-elementary", "cedar-ridge-high"])
def test_every_true_room_has_its_number(name: str) -> None:
    campus = judged(name).campus
    drawn = {(f.id, s.number) for b in campus.buildings for f in b.floors for s in f.spaces}
    truth = true_rooms(name)
    assert len(truth) >= 20
    assert len(truth - drawn) <= 0.01 * len(truth), sorted(truth - drawn)


@pytest.mark.parametrize("name", ["maple-elementary", "cedar-ridge-high"])
def test_a_key_box_that_is_said_to_hang_right_of_a_door_does(name: str) -> None:
    campus = judged(name).campus
    [box] = [m for m in campus.markers if m.kind == "KEY_BOX" and "right of" in m.label]
    floor = next(f for b in campus.buildings for f in b.floors if f.id == box.floor)
    door = next(o for o in floor.openings if o.exterior and o.shown_number == "1")
    room = next(space for space in floor.spaces if space.id in door.joins)
    middle, inside, at = door.line.centroid, room.outline.representative_point(), box.at
    assert at is not None
    ahead, beside = (inside.x - middle.x, inside.y - middle.y), (at.x - middle.x, at.y - middle.y)
    assert ahead[0] * beside[1] - ahead[1] * beside[0] < 0  # clockwise of the way in
    assert door.line.length / 2 < at.distance(middle) < 2.0
    assert not floor.outline.covers(at)


def test_cedar_is_as_large_as_a_high_school() -> None:
    campus = judged("cedar-ridge-high").campus
    assert len(campus.buildings) == 7
    assert sum(len(f.spaces) for b in campus.buildings for f in b.floors) >= 250
    assert {f.ordinal for b in campus.buildings for f in b.floors} >= {-1, 0, 1, 2}
    assert all(f.frame.placed for b in campus.buildings for f in b.floors)


def test_sheets_keep_to_their_type_sizes() -> None:
    kit = judged("cedar-ridge-high")
    assert len(kit.sheets) > 15
    assert all(fact.smallest_pt >= 6 for fact in kit.sheets)
    assert [(fact.sheet, fact.overlaps, fact.clipped) for fact in kit.sheets if fact.overlaps or fact.clipped] == []


def test_numbers_of_doors_in_side_walls_stand_before_them_on_entry_cards() -> None:
    kit = judged("cedar-ridge-high")
    one = replace(kit.campus, buildings=tuple(b for b in kit.campus.buildings if b.number == "F"))
    directory = make_directory(one)
    sheets = entry_sheets(directory, kit.analysis)
    for sheet in sheets:
        items = [item for layer in sheet.layers for item in layer.items]
        rooms = union_all([i.shape for i in items if isinstance(i, Ink) and i.style.startswith("space.")])
        tags = [item for item in items if isinstance(item, Badge) and item.kind in ("DOOR_TAG", "KEY_BOX")]
        assert [tag.letters for tag in tags if rooms.contains(Point(tag.x, tag.y))] == [], sheet.title
    assert len(sheets) == 4


def test_no_line_of_a_shut_off_crosses_anothers_on_a_campus_plan() -> None:
    kit = judged("maple-elementary")
    [plan] = [sheet for sheet in campus_sheets(kit.campus, kit.analysis, LETTER) if sheet.id == "CAMPUS"]
    shutoffs = {marker.id for marker in kit.campus.markers if marker.kind.endswith("SHUTOFF")}
    inks = [item for layer in plan.layers for item in layer.items if isinstance(item, Ink) and item.subject in shutoffs]
    lines = [ink.shape for ink in inks if ink.style == "sheet.leader"]
    assert len(lines) > 1
    assert not any(line.crosses(other) for line, other in combinations(lines, 2))
