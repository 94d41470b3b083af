"""What the editor's page does besides: dragging, drawing, taking back, two at once, conflicts, and being killed."""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Edit, Page, Running


@pytest.fixture(scope="module")
def folder(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(samples / "maple-elementary", tmp_path_factory.mktemp("page") / "maple"))


@pytest.fixture(scope="module")
def ann(browser: Any, edit: Edit, folder: Path) -> Page:
    return Page(browser, edit(folder))


def read(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def marker(at: Page, label: str) -> str:
    n = at.page.evaluate("(label) => window.campusmap.facts.markers.findIndex((one) => one.l === label)", label)
    assert n >= 0, label
    return f"m{n}"


def room(at: Page, number: str) -> str:
    n = at.page.evaluate("(number) => window.campusmap.facts.rooms.findIndex((one) => one.n === number)", number)
    return f"r{n}"


def sign_if_asked(at: Page, name: str) -> None:
    if at.page.locator("#who-name").count():
        at.sign(name)


def drag(at: Page, label: str, to: str) -> None:
    ref = marker(at, label)
    at.open(ref)
    at.page.wait_for_timeout(200)
    x, y = at.point_of(ref)
    at.page.mouse.move(x, y)
    at.page.mouse.down()
    goal = at.point_of(to)
    for step in range(1, 9):
        at.page.mouse.move(x + (goal[0] - x) * step / 8, y + (goal[1] - y) * step / 8)
    at.page.mouse.up()
    sign_if_asked(at, "Ann")


def test_a_marker_is_dragged_and_taken_back(ann: Page, folder: Path) -> None:
    before = (folder / "markers.csv").read_bytes()
    drag(ann, "Fire alarm panel", room(ann, "107"))
    ann.settle()
    row = next(row for row in read(folder, "markers") if row["label"] == "Fire alarm panel")
    assert (row["room"], row["edited_by"], row["note"]) == ("107", "Ann", "Left of the office window")
    assert ann.page.evaluate("window.campusmap.recordOf(window.campusmap.state.chosen).l") == "Fire alarm panel"
    ann.page.click("#undo-key")
    ann.settle()
    gone = next(row for row in read(folder, "markers") if row["label"] == "Fire alarm panel")
    assert (gone["room"], gone["lon"], gone["edited_by"]) == ("109", "", "")
    ann.page.click("#redo-key")
    ann.settle()
    assert next(row for row in read(folder, "markers") if row["label"] == "Fire alarm panel") == row
    others = [line for line in before.splitlines() if b"Fire alarm panel" not in line][1:]
    now = (folder / "markers.csv").read_bytes()
    assert all(line in now.splitlines() for line in others)
    assert ann.errors == []


def test_a_deleted_marker_comes_back_where_it_stood(ann: Page, folder: Path) -> None:
    before = (folder / "markers.csv").read_bytes()
    ann.open(marker(ann, "AED outside the main office"))
    ann.page.click("#delete-key")
    ann.settle()
    assert all(row["label"] != "AED outside the main office" for row in read(folder, "markers"))
    ann.page.keyboard.press("Control+z")
    ann.settle()
    assert (folder / "markers.csv").read_bytes() == before


def click_ring(at: Page, ring: list[tuple[float, float]]) -> None:
    script = """([x, y]) => {
      const box = document.getElementById("map_campus").getBoundingClientRect();
      const [mx, my] = window.campusmap.toMap(x, y);
      const p = window.campusmap.map.latLngToContainerPoint([my, mx]);
      return [box.left + p.x, box.top + p.y];
    }"""
    for corner in ring:
        at.page.mouse.click(*at.page.evaluate(script, list(corner)))


def test_a_drawn_corner_in_sight_is_refused_or_kept_with_a_reason(ann: Page, folder: Path) -> None:
    ref = room(ann, "101")
    ann.open(ref)
    ann.page.click("#draw-key")
    sign_if_asked(ann, "Ann")
    ann.page.wait_for_selector("#take-key")
    x, y = (value / 100 for value in ann.page.evaluate("(ref) => window.campusmap.recordOf(ref).at", ref))
    click_ring(ann, [(x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1)])
    ann.page.click("#done-key")
    ann.page.wait_for_selector("#reason")
    assert "in sight" in ann.page.inner_text("#mode-keys")
    assert not (folder / "overrides.geojson").exists()
    ann.page.fill("#reason", "A cabinet stands there")
    ann.page.click("#reason-key")
    ann.settle()
    shape = json.loads((folder / "overrides.geojson").read_text("utf-8"))["features"][0]
    assert shape["properties"]["reason"] == "A cabinet stands there"
    assert shape["properties"]["who"] == "Ann"
    assert read(folder, "survey")[-1]["note"] == "A cabinet stands there"
    assert ann.page.evaluate("(ref) => window.campusmap.recordOf(ref).hc[2]", ref) == "stale"
    ann.page.keyboard.press("Control+z")
    ann.settle()
    assert (
        not (folder / "overrides.geojson").exists() or "hard_corner" not in (folder / "overrides.geojson").read_text()
    )
    assert ann.errors == []


def test_a_drawn_corner_out_of_sight_is_confirmed(ann: Page, folder: Path) -> None:
    ref = room(ann, "103")
    ann.open(ref)
    ann.page.click("#draw-key")
    ann.page.click("#take-key")
    ann.page.click("#done-key")
    ann.settle()
    assert read(folder, "survey")[-1]["value"] == "drawn"
    assert ann.page.evaluate("(ref) => window.campusmap.recordOf(ref).hc.slice(2, 3)", ref) == ["confirmed"]
    assert ann.errors == []


def test_an_area_is_drawn_and_taken_away(ann: Page, folder: Path) -> None:
    ann.page.click("#whole-key")
    ann.page.click("#area-key")
    sign_if_asked(ann, "Ann")
    ann.page.select_option("#area-kind", "playground")
    ann.page.fill("#area-name", "Sand pit")
    box = ann.page.locator("#map_campus").bounding_box()
    for dx, dy in ((0.5, 0.2), (0.55, 0.2), (0.55, 0.3), (0.5, 0.3)):
        ann.page.mouse.click(box["x"] + box["width"] * dx, box["y"] + box["height"] * dy)
    ann.page.click("#done-key")
    ann.settle()
    n = ann.page.evaluate("window.campusmap.facts.areas.findIndex((one) => one.n === 'Sand pit')")
    assert n >= 0
    ann.open(f"a{n}")
    ann.page.click("#area-delete-key")
    ann.settle()
    assert "Sand pit" not in json.dumps(ann.page.evaluate("window.campusmap.facts.areas"))
    assert ann.errors == []


def test_the_main_entrance_is_named_and_comments_stay(ann: Page, folder: Path) -> None:
    before = (folder / "campus.toml").read_text("utf-8")
    n = ann.page.evaluate("window.campusmap.facts.doors.findIndex((door) => door.ex && door.n === '2')")
    ann.open(f"d{n}")
    ann.page.click("#entrance-key")
    ann.settle()
    after = (folder / "campus.toml").read_text("utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert changed == [('main_entrance = "1"', 'main_entrance = "2"')]
    ann.page.keyboard.press("Control+z")
    ann.settle()
    assert (folder / "campus.toml").read_text("utf-8") == before


def test_a_finding_goes_when_it_is_mended(ann: Page, folder: Path) -> None:
    (folder / "markers.csv").write_bytes((folder / "markers.csv").read_bytes() + b"AED,Lost one,MAIN,1,999,,,,,,,,\r\n")
    ann.wait("window.campusmap.facts.markers.some((one) => one.l === 'Lost one')")
    ann.page.click("#findings-key")
    ann.page.click("text=999")
    ann.page.wait_for_selector("#delete-key")
    ann.page.click("#delete-key")
    ann.settle()
    assert not ann.page.locator("#faults >> text=999").count()
    assert "Mended" in ann.page.inner_text("#flash") or "Deleted" in ann.page.inner_text("#flash")
    ann.page.keyboard.press("Escape")


def test_what_somebody_else_wrote_is_asked_about(ann: Page, folder: Path) -> None:
    ann.open(marker(ann, "Fire alarm panel"))
    path = folder / "markers.csv"
    ann.page.wait_for_selector("#edit-note")
    ann.page.focus("#edit-note")
    path.write_bytes(path.read_bytes().replace(b"Left of the office window", b"Right of the door"))
    ann.page.fill("#edit-note", "Behind the door")
    ann.page.wait_for_selector("text=Keep theirs")
    assert b"Right of the door" in path.read_bytes()
    ann.page.click("text=Write mine")
    ann.settle()
    assert b"Behind the door" in path.read_bytes()
    assert b"Right of the door" not in path.read_bytes()


def test_two_editors_lose_no_row(browser: Any, edit: Edit, ann: Page, folder: Path) -> None:
    before = read(folder, "markers")
    bob = Page(browser, edit(folder))
    for n in range(3):
        for at, name in ((ann, "Ann"), (bob, "Bob")):
            at.page.keyboard.press("Alt+m")
            at.page.click('[data-kind="EXTINGUISHER"]')
            sign_if_asked(at, name)
            at.page.wait_for_selector("#mode:not([hidden])")
            at.page.keyboard.press("Enter")
            at.wait("document.activeElement.id === 'edit-label'")
            at.page.keyboard.type(f"{name} {n}")
    for at in (ann, bob):
        at.settle()
        at.wait("window.campusmap.facts.markers.filter((one) => /^(Ann|Bob) [012]$/.test(one.l || '')).length === 6")
        assert at.errors == []
    rows = read(folder, "markers")
    assert rows[: len(before)] == before
    assert {row["label"] for row in rows[len(before) :]} == {f"{name} {n}" for name in ("Ann", "Bob") for n in range(3)}
    bob.context.close()


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.full)])
def test_a_killed_editor_loses_one_keystroke_at_most(
    browser: Any, edit: Edit, samples: Path, tmp_path: Path, kills: int
) -> None:
    folder = Path(shutil.copytree(samples / "maple-elementary", tmp_path / "maple"))
    for seed in range(kills):
        editor = edit(folder)
        at = Page(browser, editor)
        before = (folder / "markers.csv").read_bytes()
        text = f"killed {seed} while this was being typed"
        typed = type_until_killed(at, editor, text, random.Random(seed).randrange(2, len(text)))
        saved = next(row["note"] for row in read(folder, "markers") if row["label"] == "Fire alarm panel")
        assert text.startswith(saved)
        assert len(typed) - len(saved) <= 1
        assert len(before.splitlines()) == len((folder / "markers.csv").read_bytes().splitlines())
        at.context.close()


def type_until_killed(at: Page, editor: Running, text: str, count: int) -> str:
    """Type letter by letter, each once the one before is saved, and kill the program upon the last."""
    at.open(marker(at, "Fire alarm panel"))
    at.page.fill("#edit-note", "")
    sign_if_asked(at, "Ann")
    at.page.focus("#edit-note")
    for letter in text[:count]:
        at.wait("!document.getElementById('desk-saved').textContent.startsWith('Saving')")
        at.page.keyboard.type(letter)
    editor.kill()
    return text[:count]
