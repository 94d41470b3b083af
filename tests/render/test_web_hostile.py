"""Names that try to be code, in every field: no script runs, the text comes out as written, the map is never blank."""

from __future__ import annotations

from typing import Any

import pytest
from hostile_names import NAMES, hostile_kit
from map_page import Open, Opened

READ_BACK = """
() => campusmap.facts.rooms.filter(r => /^main.1.h/.test(r.i)).map((room) => {
  const ref = 'r' + campusmap.facts.rooms.indexOf(room);
  campusmap.openRef(ref);
  const rows = [...document.querySelectorAll('#card dd')].map(d => d.textContent);
  const found = campusmap.searchFor(room.n).some(hit => hit.ref === ref);
  return { title: document.querySelector('#card h2').textContent, rows, found };
})
"""
OPEN_ALL = """
() => {
  const facts = campusmap.facts, kinds = { d: facts.doors, m: facts.markers, b: facts.buildings, a: facts.areas };
  for (const [letter, list] of Object.entries(kinds)) {
    list.forEach((record, n) => { if (record.i) { campusmap.change({ chosen: letter + n }); } });
  }
}
"""
STRAY = """
() => {
  const never = ['IFRAME', 'STYLE', 'TEMPLATE', 'BASE', 'META', 'A', 'MATH'];
  const isStray = e => never.includes(e.tagName.toUpperCase()) && !e.closest('noscript') && e.className !== 'skip'
    || [...e.attributes].some(a => /^on/i.test(a.name)) || e.tagName === 'IMG' && !e.src.startsWith('data:');
  return [...document.body.querySelectorAll('*')].filter(isStray).map(e => e.outerHTML.slice(0, 90));
}
"""
INKS = """
() => {
  const c = document.querySelector('canvas.plan'), seen = new Set();
  const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
  for (let k = 0; k < d.length; k += 4004) { seen.add(d[k] << 16 | d[k + 1] << 8 | d[k + 2]); }
  return seen.size;
}
"""


@pytest.fixture(scope="module")
def opened(opener: Open) -> Opened:
    return opener(hostile_kit())


def as_shown(name: str) -> str:
    return name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def test_there_are_enough_names() -> None:
    assert len(NAMES) == len(set(NAMES)) == 120


def test_every_name_comes_out_as_written(opened: Opened) -> None:
    cards = opened.page.evaluate(READ_BACK)
    assert [card["title"] for card in cards] == [as_shown(name) for name in NAMES]
    for card, name in zip(cards, NAMES, strict=True):
        assert sum(as_shown(name) in row for row in card["rows"]) >= 9, name
        folded = "".join(c for c in name if c.isalnum())
        assert card["found"] or not folded or name.startswith("CAMPUSMAP"), name


def test_lists_and_tables_show_them_too(opened: Opened) -> None:
    page = opened.page
    page.click("#rooms-key")
    shown = page.eval_on_selector_all("#table-rows th", "cells => cells.map(c => c.textContent)")
    assert set(map(as_shown, NAMES)) <= set(shown)
    page.click("#table .plain")
    for name in NAMES[::7]:
        page.fill("#q", as_shown(name).replace("\n", " ")[:60])
        page.keyboard.press("ArrowDown")
    page.fill("#q", "")
    page.click("#layers-key")
    page.click("#layers-key")


def test_nothing_ran_and_nothing_was_asked_for(opened: Opened) -> None:
    page = opened.page
    page.evaluate(OPEN_ALL)
    assert page.evaluate("typeof hacked") == "undefined"
    assert opened.errors == []
    assert opened.outside == []
    assert stray_elements(page) == []


def stray_elements(page: Any) -> list[str]:
    """List elements and attributes that the page itself never makes."""
    return page.evaluate(STRAY)


def test_photos_carry_them_as_text(opened: Opened) -> None:
    page = opened.page
    for n in range(0, len(NAMES), 9):
        page.evaluate("n => campusmap.openRef(campusmap.facts.photos[n].s[0])", n)
        page.click("#card .photos button")
        assert as_shown(NAMES[n]) in page.evaluate("document.querySelector('#photo figcaption').textContent")
        page.keyboard.press("Escape")
    assert opened.errors == []
    assert stray_elements(page) == []


def test_the_map_is_never_blank(opened: Opened) -> None:
    page = opened.page
    page.click("#whole-key")
    page.wait_for_timeout(150)
    assert page.evaluate(INKS) > 8
    page.evaluate("campusmap.openRef('r' + campusmap.facts.rooms.findIndex(r => r.i === 'main/1/h60'))")
    page.wait_for_timeout(150)
    assert page.evaluate(INKS) > 8


def test_scripts_off_shows_them_as_text(opener: Open, tmp_path: Any, browser: Any) -> None:
    from campusmap.render.web.page import render_map

    path = tmp_path / "map.html"
    path.write_text(render_map(hostile_kit()), encoding="utf-8")
    page = browser.new_context(offline=True, java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    cells = page.locator("noscript td").all_text_contents()
    for name in NAMES:
        plain = as_shown(name).replace("\r\n", "\n").replace("\x00", "\ufffd")
        assert plain in cells, name
    assert page.locator("noscript svg").count() == 1
    assert page.locator("noscript script, noscript iframe, noscript img").count() == 0
