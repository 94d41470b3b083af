"""As a new user goes: from drawings to a marked campus, on the page that `campusmap edit` serves, to a built kit."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import ROOT, Edit, Page

ROOMS = ("102", "104", "106")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "campusmap", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def begun(samples: Path, tmp_path: Path) -> Path:
    """Return a folder as `campusmap init` writes it from a footprint and one DXF."""
    folder, school = tmp_path / "school", samples / "maple-elementary"
    done = run("init", str(folder), "--plan", str(school / "plans" / "main.dxf"), "--footprints",
               str(school / "footprints.geojson"), "--fit", "--bearing", "8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def place(at: Page, kind: str, ref: str, label: str) -> None:
    """Place a marker with the pointer beside a room's number, and name it."""
    at.open(ref)
    x, y = at.point_of(ref)
    at.page.click("#place-key")
    at.page.click(f'[data-kind="{kind}"]')
    at.page.wait_for_selector("#mode:not([hidden])")
    at.page.mouse.click(x + 12, y + 14)
    at.page.wait_for_selector("#edit-label")
    at.page.fill("#edit-label", label)
    at.settle()


def room_refs(at: Page) -> dict[str, str]:
    found: list[str] = at.page.evaluate("window.campusmap.facts.rooms.map((room) => room.n || '')")
    return {number: f"r{n}" for n, number in enumerate(found) if number}


def test_a_new_user_marks_a_campus(browser: Any, edit: Edit, begun: Path, tmp_path: Path) -> None:
    at = Page(browser, edit(begun))
    rooms = room_refs(at)
    at.page.click("#place-key")
    at.page.click('[data-kind="AED"]')
    at.sign("Ann Lee")
    at.page.keyboard.press("Escape")
    place(at, "AED", rooms["109"], "AED, lobby")
    place(at, "AED", rooms["112"], "AED, art room")
    place(at, "KEY_BOX", rooms["100"], "Key box")
    at.page.fill("#edit-contents", "Master key, gate key")
    at.page.fill("#edit-holder", "Fire chief")
    for number in ROOMS:
        survey_glass(at, rooms[number])
    for number in ROOMS:
        at.open(rooms[number])
        at.page.click("#confirm-key")
        at.settle()
        at.wait(f"window.campusmap.facts.rooms[{rooms[number][1:]}].hc[2] === 'confirmed'")
    at.open(rooms["101"])
    at.page.fill("#edit-name", "Reading Room")
    at.settle()
    assert at.errors == []
    at.context.close()
    look_at_kit(begun, tmp_path / "kit")


def survey_glass(at: Page, room: str) -> None:
    """Say of each door of a room that it has no glass but a narrow lite."""
    doors = at.page.evaluate(
        "(n) => window.campusmap.facts.doors.map((d, k) => (d.j || []).includes(n) ? k : -1).filter((k) => k >= 0)",
        int(room[1:]),
    )
    for door in doors:
        at.open(f"d{door}")
        if at.page.locator("#edit-glazing").count():
            at.page.fill("#edit-glazing", "narrow lite 5 x 33 in, latch side")
    at.settle()


def look_at_kit(folder: Path, kit: Path) -> None:
    done = run("build", str(folder), "-o", str(kit), "--only", "map,csv,findings", "--issued", "2026-11-27")
    assert done.returncode in (0, 1), done.stderr
    with (kit / "markers.csv").open(encoding="utf-8-sig", newline="") as file:
        markers = list(csv.DictReader(file))
    assert sorted(marker["label"] for marker in markers) == ["AED, art room", "AED, lobby", "Key box"]
    assert all(marker["lon"] and marker["building"] for marker in markers)
    box = next(marker for marker in markers if marker["label"] == "Key box")
    assert json.loads(box["attributes"])["contents"] == "Master key, gate key"
    with (kit / "rooms.csv").open(encoding="utf-8-sig", newline="") as file:
        rooms = {room["number"]: room for room in csv.DictReader(file)}
    assert rooms["101"]["name"] == "Reading Room"
    assert len(rooms) > 10
    with (folder / "survey.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["value"], row["who"]) for row in rows] == [("confirmed", "Ann Lee")] * 3
    assert all(rooms[number]["hard_corner"] == "hard_corner" for number in ROOMS)
    assert "confirmed" in (kit / "map.html").read_text("utf-8")


def tab_to(at: Page, target: str) -> None:
    """Press Tab until a thing has the focus: what no key reaches, nobody without a mouse can use."""
    for _ in range(120):
        if at.page.evaluate("(id) => document.activeElement && document.activeElement.id === id", target):
            return
        at.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target}")


def test_keyboard_alone(browser: Any, edit: Edit, begun: Path) -> None:
    at = Page(browser, edit(begun))
    keys = at.page.keyboard
    keys.press("Control+k")
    keys.type("109")
    keys.press("Enter")
    at.page.wait_for_selector("#edit-name")
    tab_to(at, "edit-name")
    keys.press("Control+a")
    keys.type("L")
    at.page.wait_for_selector("#who-name:focus")
    keys.type("Bob")
    keys.press("Enter")
    at.page.wait_for_selector("#edit-name:focus")
    keys.type("arge Lobby")
    at.settle()
    keys.press("Alt+m")
    keys.type("bleeding")
    keys.press("Enter")
    at.page.wait_for_selector("#mode:not([hidden])")
    for _ in range(2):
        keys.press("ArrowRight")
    keys.press("Enter")
    at.page.wait_for_selector("#edit-label")
    keys.type("Kit by the door")
    at.settle()
    tab_to(at, "move-key")
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("Enter")
    at.settle()
    keys.press("Alt+l")
    tab_to_fault(at)
    keys.press("Enter")
    keys.press("Escape")
    keys.press("Control+z")
    at.settle()
    with (begun / "markers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["kind"], row["label"], row["edited_by"]) for row in rows] == [
        ("BLEEDING_KIT", "Kit by the door", "Bob")
    ]
    with (begun / "rooms.csv").open(encoding="utf-8-sig", newline="") as file:
        named = [row["name"] for row in csv.DictReader(file) if row["name"]]
    assert named == ["Large Lobby"]
    assert at.errors == []
    at.context.close()


def tab_to_fault(at: Page) -> None:
    for _ in range(120):
        if at.page.evaluate("document.activeElement.classList.contains('fault')"):
            return
        at.page.keyboard.press("Tab")
    raise AssertionError("Tab never reaches a finding")
