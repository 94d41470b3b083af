"""Letters typed faster than they are saved, or while nobody answers: none is lost, and a field is undone as one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Edit, Page
from map_page import LEAVING

NOTES = "document.querySelector('#edit-notes').value"


@pytest.fixture(scope="module")
def ann(browser: Any, edit: Edit, folder: Path) -> Iterator[Page]:
    at = Page(browser, edit(folder))
    at.page.evaluate("sessionStorage.setItem('who', 'Ann')")
    yield at
    at.context.close()


def open_notes(at: Page, number: str) -> None:
    at.open(at.ref_of_room(number))
    at.page.focus("#edit-notes")


def notes_of(folder: Path, number: str) -> str:
    with (folder / "rooms.csv").open(encoding="utf-8-sig", newline="") as file:
        return next(row["notes"] for row in csv.DictReader(file) if row["number"] == number)


def slow(at: Page) -> None:
    """Let every change take longer than several letters."""

    def later(route: Any) -> None:
        at.page.wait_for_timeout(250)
        route.continue_()

    at.page.route("**/change", later)


def test_a_field_is_taken_back_as_one_however_slowly_it_is_saved(ann: Page, folder: Path) -> None:
    open_notes(ann, "101")
    slow(ann)
    ann.page.keyboard.type("two pianos", delay=20)
    ann.page.keyboard.press("Tab")  # before the last letters are saved
    ann.settle()
    assert notes_of(folder, "101") == "two pianos"
    ann.page.unroute("**/change")
    ann.page.click("#undo-key")
    ann.settle()
    assert ann.page.inner_text("#desk-saved").startswith("Saved")
    assert not (folder / "rooms.csv").exists()  # nothing else was written there yet


def test_all_that_was_typed_is_written_over_what_somebody_else_wrote(ann: Page, folder: Path) -> None:
    open_notes(ann, "102")
    ann.page.keyboard.type("a")
    ann.settle()
    ann.page.focus("#edit-notes")
    path = folder / "rooms.csv"
    assert notes_of(folder, "102") == "a"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["number"] == "102")["notes"] = "ramp"
    slow(ann)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    ann.page.keyboard.type("bcdef", delay=20)
    ann.page.click("text=Write mine")
    ann.settle()
    ann.page.unroute("**/change")
    assert notes_of(folder, "102") == "abcdef"


def test_letters_wait_until_somebody_answers(ann: Page, folder: Path) -> None:
    open_notes(ann, "103")
    for what in ("**/change", "**/news*"):
        ann.page.route(what, lambda route: route.abort())
    ann.page.keyboard.type("ramp", delay=20)
    ann.page.keyboard.press("Tab")
    ann.page.wait_for_timeout(900)  # the card is drawn anew 400 ms after a field of it was left
    assert ann.says(f"{NOTES} === 'ramp'")
    assert "does not answer" in ann.page.inner_text("#desk-saved")
    for what in ("**/change", "**/news*"):
        ann.page.unroute(what)
    (folder / "markers.csv").touch()
    ann.wait("document.querySelector('#desk-saved').textContent.startsWith('Saved')")
    ann.settle()
    assert notes_of(folder, "103") == "ramp"


def test_letters_that_nobody_can_save_any_more_can_still_be_read(browser: Any, edit: Edit, folder: Path) -> None:
    editor = edit(folder)
    at = Page(browser, editor)
    at.page.evaluate("sessionStorage.setItem('who', 'Ann')")
    open_notes(at, "104")
    at.page.keyboard.type("abc", delay=20)
    at.settle()
    assert at.page.evaluate(LEAVING) == [False, False]
    editor.kill()
    at.page.keyboard.type("def", delay=20)
    at.page.keyboard.press("Tab")
    at.page.wait_for_timeout(900)
    assert at.says(f"{NOTES} === 'abcdef'")
    assert at.page.evaluate(LEAVING) == [True, True]
    assert notes_of(folder, "104") == "abc"
    at.context.close()


def test_a_page_is_not_loaded_anew_before_its_letters_are_saved(browser: Any, edit: Edit, folder: Path) -> None:
    at = Page(browser, edit(folder))
    at.page.evaluate("sessionStorage.setItem('who', 'Ann'); window.old = true")
    frame = at.page.evaluate("Object.assign({}, window.campusmap.facts.frame, {to_lonlat: [0, 0, 0, 0, 0, 0]})")
    told: list[str] = []

    def tell_of_another_map(route: Any) -> None:
        told.append(route.request.url)
        news = {"version": 1, "parts": {"frame": frame}, "scenes": {}}
        route.fulfill(json=news) if len(told) == 1 else route.continue_()

    open_notes(at, "105")
    at.page.route("**/change", lambda route: route.abort())
    at.page.route("**/news*", tell_of_another_map)
    at.page.keyboard.type("ramp", delay=20)
    path = folder / "markers.csv"
    path.write_bytes(path.read_bytes().replace(b"Fire alarm panel", b"Alarm panel"))  # the answer that is waited for
    while not told:
        at.page.wait_for_timeout(50)
    at.page.wait_for_timeout(600)
    assert at.says("window.old === true")
    at.page.unroute("**/change")
    at.page.keyboard.type("s")
    at.wait("window.old === undefined && Boolean(window.campusmap) && window.campusmap.isSettled()")
    assert notes_of(folder, "105") == "ramps"
    at.context.close()
