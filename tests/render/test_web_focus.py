"""By keyboard alone: whoever works a control that the map draws anew is at it still, or at what has taken its place."""

from __future__ import annotations

from typing import Any

import pytest
from demo_campus import demo_kit
from map_page import Open

AT = "(() => { const at = document.activeElement; return at.id || at.getAttribute('aria-label') || at.tagName; })()"


@pytest.fixture
def page(opener: Open) -> Any:
    return opener(demo_kit()).page


def open_room(page: Any, number: str) -> None:
    page.fill("#q", number)
    page.keyboard.press("Enter")
    assert page.inner_text("#card h2") == number


def press(page: Any, control: str) -> str:
    page.locator(control).first.focus()
    page.keyboard.press("Enter")
    return str(page.evaluate(AT))


def test_a_floor_key_is_kept_while_floors_are_changed(page: Any) -> None:
    level = page.get_attribute("#levels button >> nth=0", "aria-label")
    assert press(page, "#levels button") == level
    open_room(page, "209")
    own = page.get_attribute("#levels .own button >> nth=1", "aria-label")
    page.locator("#levels .own button").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.evaluate(AT) == own
    assert page.evaluate("document.activeElement.closest('.own') !== null")


def test_a_card_that_is_drawn_anew_keeps_its_place(page: Any) -> None:
    page.set_viewport_size({"width": 1300, "height": 480})
    open_room(page, "209")
    page.locator("#card .goes").last.focus()
    top = page.evaluate("document.querySelector('#card .body').scrollTop")
    assert top > 0
    words = page.evaluate("document.activeElement.textContent")
    page.evaluate("campusmap.change({theme: 'dark'})")
    assert page.evaluate("document.activeElement.textContent") == words
    assert page.evaluate("document.querySelector('#card .body').scrollTop") == top


def test_what_goes_away_hands_on(page: Any) -> None:
    open_room(page, "209")
    page.evaluate("campusmap.change({level: 0, over: {}})")
    assert press(page, "#card .note button") == "card"
    page.keyboard.press("Escape")
    assert press(page, "#start .buildings button") == "card"
    assert press(page, "#card .floors button") not in {"BODY", "card"}
    assert press(page, "#card .head button") == "q"


def test_measuring_by_keyboard_is_ended_where_it_began(page: Any) -> None:
    assert press(page, "#measure-key") == "map_campus"
    page.keyboard.press("Enter")
    assert press(page, "#measured button") == "map_campus"
    assert page.inner_text("#measured button") == "Done"
    assert press(page, "#measured button") == "measure-key"


def test_a_floor_without_a_place_is_left_to_the_map(page: Any) -> None:
    lost = page.locator("#levels .away button").first
    lost.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.away') !== null")
    assert press(page, "#alone button") == "map_campus"
