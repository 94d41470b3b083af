"""Rooms that the drawing left wrong: split by pointer, merged by keyboard, taken back, and built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Edit, Page

from campusmap.pipeline.build import judge_campus


@pytest.fixture(scope="module")
def ann(browser: Any, edit: Edit, folder: Path) -> Page:
    return Page(browser, edit(folder))


def room(at: Page, number: str) -> dict[str, Any]:
    script = "(number) => window.campusmap.facts.rooms.find((one) => one.n === number)"
    found: dict[str, Any] = at.page.evaluate(script, number)
    return found


def ref(at: Page, identity: str) -> str:
    return at.ref_of("rooms", identity)


def pixel(at: Page, x: float, y: float) -> list[float]:
    script = """([x, y]) => {
      const box = document.getElementById("map_campus").getBoundingClientRect();
      const [mx, my] = window.campusmap.toMap(x, y), p = window.campusmap.map.latLngToContainerPoint([my, mx]);
      return [box.left + p.x, box.top + p.y];
    }"""
    found: list[float] = at.page.evaluate(script, [x, y])
    return found


def begin(at: Page, identity: str, key: str) -> None:
    at.open(ref(at, identity))
    at.page.click(key)
    at.sign_if_asked("Ann")
    at.page.wait_for_selector("#mode:not([hidden])")
    at.page.wait_for_timeout(300)


def test_a_line_across_a_room_makes_two_of_it(ann: Page, folder: Path) -> None:
    before = room(ann, "103")
    begin(ann, "MAIN/1/103", "#split-key")
    x, y = (value / 100 for value in before["at"])
    for at in ((x - 6, y + 1.5), (x + 6, y + 0.3)):  # beyond the room's two side walls
        ann.page.mouse.click(*pixel(ann, *at))
    ann.page.click("#wall-key")
    ann.settle()
    whole = room(ann, "103")
    part = ann.page.evaluate("window.campusmap.facts.rooms.find((one) => one.i === 'MAIN/1/103-2')")
    assert whole["i"] == "MAIN/1/103"
    assert ann.page.evaluate("window.campusmap.recordOf(window.campusmap.state.chosen).i") == whole["i"]
    assert part["ar"] + whole["ar"] == pytest.approx(before["ar"] - 0.1 * 8.5, abs=0.5)
    feature = json.loads((folder / "overrides.geojson").read_text("utf-8"))["features"][0]
    said = feature["properties"]
    assert (said["who"], said["border"], said["numbers"], said["part"]) == ("Ann", "wall", "103", "MAIN/1/103-2")
    assert "split by hand by Ann" in ann.page.inner_text("#card")
    faults = ann.page.evaluate("window.campusmap.facts.desk.findings.map((one) => one.id)")
    assert "ROM034" in faults


def test_a_line_that_stops_short_is_refused(ann: Page, folder: Path) -> None:
    content = (folder / "overrides.geojson").read_bytes()
    begin(ann, "MAIN/1/105", "#split-key")
    x, y = (value / 100 for value in room(ann, "105")["at"])
    for at in ((x - 1, y), (x + 1, y)):
        ann.page.mouse.click(*pixel(ann, *at))
    ann.page.click("#open-key")
    ann.wait("/part the room in two/.test(document.getElementById('desk-saved').textContent)")
    assert (folder / "overrides.geojson").read_bytes() == content
    ann.page.keyboard.press("Escape")
    ann.errors[:] = [text for text in ann.errors if "422" not in text]


def test_rooms_are_merged_by_keyboard_and_given_back(ann: Page, folder: Path) -> None:
    areas = room(ann, "102")["ar"] + room(ann, "104")["ar"]
    other = room(ann, "104")
    ann.open(ref(ann, "MAIN/1/102"))
    ann.page.focus("#merge-key")
    ann.page.keyboard.press("Enter")
    ann.page.wait_for_selector("#merge-done-key")
    x, y = (value / 100 for value in other["at"])
    ann.page.evaluate("([x, y]) => window.campusmap.fitBox([x - 4, y - 4, x + 4, y + 4], 5)", [x, y])
    ann.page.focus("#map_campus")
    ann.page.keyboard.press("Enter")
    ann.page.focus("#merge-done-key")
    ann.page.keyboard.press("Enter")
    ann.settle()
    one = room(ann, "102")
    assert one["ar"] > areas
    assert "104" in one["al"]
    assert room(ann, "104") is None
    kit, _ = judge_campus(folder, issued="2026-11-01", sheets=False)
    built = {
        space.id: space for building in kit.campus.buildings for floor in building.floors for space in floor.spaces
    }
    assert built["MAIN/1/102"].method == built["MAIN/1/103"].method == "manual"
    assert "MAIN/1/104" not in built
    assert ann.page.locator("#trace-delete-key").count() == 0  # it is not the shape of the room that was drawn
    ann.page.click("#restore-key")
    ann.settle()
    assert room(ann, "104")["i"] == other["i"]
    assert room(ann, "104")["ar"] == other["ar"]
    ann.page.keyboard.press("Control+z")
    ann.settle()
    assert room(ann, "104") is None
    ann.page.keyboard.press("Control+y")
    ann.settle()
    assert room(ann, "104")["ar"] == other["ar"]
    assert ann.errors == []
