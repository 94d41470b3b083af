"""Photos on the card: those of the thing and of what the card names, opened larger and put away by keyboard."""

from __future__ import annotations

import json
import re

from demo_campus import demo_kit
from demo_photos import photo_kit
from map_page import Open

from campusmap.pipeline.build import cut_kit
from campusmap.render.web.page import render_map

OPEN = "campusmap.openRef(campusmap.facts.photos[0].s[0])"


def test_photos_are_shown_and_opened_by_keyboard(opener: Open) -> None:
    opened = opener(photo_kit())
    page = opened.page
    page.evaluate(OPEN)
    pictures = page.locator("#card .photos img")
    assert pictures.count() == 2
    assert [pictures.nth(n).evaluate("img => img.decode().then(() => img.naturalWidth)") for n in (0, 1)] == [640, 360]
    assert pictures.first.get_attribute("alt") == "Photo of Door 1, 1  Main Building"
    page.locator("#card .photos button").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.is_visible("#photo img")
    assert "date not known" in page.inner_text("#photo figcaption")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Close the photo"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#photo').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not page.is_visible("#photo")
    assert page.evaluate("document.activeElement.closest('.photos') !== null")
    assert page.inner_text("#card h2") == "Door 1"
    assert opened.errors == []
    assert opened.outside == []


def test_a_click_opens_and_a_click_beside_closes(opener: Open) -> None:
    page = opener(photo_kit()).page
    page.evaluate(OPEN)
    page.click("#card .photos button")
    assert page.inner_text("#photo h2") == "Door 1"
    assert "taken 2026-08-12" in page.inner_text("#photo figcaption")
    page.mouse.click(5, 400)
    assert not page.is_visible("#photo")


def test_a_room_shows_the_photos_of_what_its_card_names(opener: Open) -> None:
    page = opener(photo_kit()).page
    shown = page.evaluate(
        "campusmap.facts.rooms.map((r, n) => (campusmap.rowsOf('r' + n).some(row => row[2] && row[2].go === 'd' +"
        " campusmap.facts.doors.findIndex(d => d.ex && d.n === '1'))) ? n : -1).filter(n => n >= 0)"
    )
    assert shown
    page.evaluate("n => campusmap.openRef('r' + n)", shown[0])
    assert page.locator("#card .photos img").count() >= 1


def test_without_photos_there_is_no_strip(opener: Open) -> None:
    page = opener(demo_kit()).page
    page.evaluate("campusmap.openRef('d0')")
    assert page.locator(".photos").count() == 0


def test_only_responders_get_them() -> None:
    whole = photo_kit()
    assert render_map(whole).count('type="image/jpeg" id="photo-') == 2
    for audience in ("staff", "public"):
        cut, _ = cut_kit(whole, audience)  # type: ignore[arg-type]
        page = render_map(cut)
        facts = re.search(r'id="facts">(.*?)</script>', page, re.DOTALL)
        assert facts
        assert json.loads(facts[1])["photos"] == []
        assert 'id="photo-' not in page
