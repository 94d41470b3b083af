"""The keyboard on the editor's page: it stays where it is while news come, and goes back once a panel goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Edit, Page

AT = "document.activeElement.id || document.activeElement.textContent"
TOP = "document.querySelector('#card .body').scrollTop"


@pytest.fixture(scope="module")
def ann(browser: Any, edit: Edit, folder: Path) -> Iterator[Page]:
    at = Page(browser, edit(folder))
    yield at
    assert at.errors == []
    at.context.close()


def rename_by_hand(at: Page, folder: Path, old: str, new: str) -> None:
    """Change a label in the table, as another program would, and wait until the page has heard."""
    path = folder / "markers.csv"
    text = path.read_bytes()
    assert old.encode() in text
    path.write_bytes(text.replace(old.encode(), new.encode()))
    at.wait(f"window.campusmap.facts.markers.some((one) => one.l === '{new}')")


def test_the_question_for_a_name_leaves_the_page_behind_it_alone(ann: Page) -> None:
    ann.open(ann.ref_of_room("101"))
    ann.page.focus("#edit-notes")
    ann.page.keyboard.type("x")
    ann.page.keyboard.press("Alt+m")
    ann.page.wait_for_selector("#who-name:focus")
    ann.page.keyboard.press("Escape")
    ann.page.keyboard.press("Alt+m")
    ann.page.evaluate("document.querySelector('#draw-key').click()")
    assert ann.page.locator("#who").count() == 1
    assert ann.page.is_visible("#card")
    assert ann.page.is_hidden("#panel")
    for _ in range(3):
        ann.page.keyboard.press("Tab")
        assert ann.says("document.activeElement.closest('#who') !== null")
    ann.sign("Ann")
    ann.page.wait_for_selector("#mode:not([hidden])")
    ann.page.focus("#cancel-key")
    ann.page.keyboard.press("Enter")
    assert ann.page.evaluate(AT) == "map_campus"
    ann.settle()
    assert ann.page.input_value("#edit-notes").endswith("x")


def test_news_leave_the_keyboard_and_the_card_where_they_are(ann: Page, folder: Path) -> None:
    ann.page.set_viewport_size({"width": 1300, "height": 600})
    ann.open(ann.ref_of_room("102"))
    ann.page.locator("#card .goes").last.focus()
    words, top = ann.page.evaluate(AT), ann.page.evaluate(TOP)
    assert top > 0
    rename_by_hand(ann, folder, "Fire alarm panel", "Alarm panel")
    assert (ann.page.evaluate(AT), ann.page.evaluate(TOP)) == (words, top)
    ann.page.focus("#edit-notes")
    ann.page.keyboard.press("Tab")
    at, top = ann.page.evaluate(AT), ann.page.evaluate(TOP)
    ann.page.wait_for_timeout(600)  # the card is drawn anew 400 ms after a field of it was left
    assert (ann.page.evaluate(AT), ann.page.evaluate(TOP)) == (at, top)


def test_a_key_that_is_held_down_does_what_it_says(ann: Page, folder: Path) -> None:
    ann.open(ann.ref_of_room("103"))
    ann.page.focus("#edit-notes")
    ann.page.locator("#card .goes").first.hover()
    ann.page.mouse.down()
    ann.page.wait_for_timeout(600)
    ann.page.mouse.up()
    assert ann.page.evaluate("window.campusmap.state.chosen[0]") == "b"
    ann.open(ann.ref_of_room("103"))
    ann.page.focus("#split-key")
    ann.page.keyboard.down(" ")
    rename_by_hand(ann, folder, "Alarm panel", "Fire alarm panel")
    ann.page.keyboard.up(" ")
    ann.sign_if_asked("Ann")
    ann.page.wait_for_selector("#mode:not([hidden])")
    ann.page.keyboard.press("Escape")


def test_a_panel_takes_the_keyboard_and_gives_it_back(ann: Page, folder: Path) -> None:
    ann.page.focus("#findings-key")
    ann.page.keyboard.press("Enter")
    assert ann.page.evaluate(AT) == "panel"
    ann.page.locator("#faults button").nth(2).focus()
    words = ann.page.evaluate(AT)
    rename_by_hand(ann, folder, "Fire alarm panel", "Alarm panel")
    assert ann.page.evaluate(AT) == words
    ann.page.keyboard.press("Escape")
    assert ann.page.evaluate(AT) == "findings-key"
