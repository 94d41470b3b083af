"""Small and short windows: a telephone, the same held sideways, a page at twice its size: nothing needed is covered."""

from __future__ import annotations

from typing import Any

import pytest
from demo_campus import demo_kit
from map_page import Open

WINDOWS = [(320, 568), (390, 844), (650, 450), (844, 390), (1300, 900)]
# Keys that cannot be pressed where they stand, once brought into view.
COVERED = """(keys) => Array.from(document.querySelectorAll(keys)).filter((key) => {
  key.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const box = key.getBoundingClientRect();
  const at = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return box.width > 0 && !key.contains(at);
}).map((key) => key.textContent)"""
# Rooms whose number lies under a building's name, or is not drawn, at the present scale.
HIDDEN = """() => campusmap.facts.rooms.map((room, n) => [room, n]).filter(([room, n]) => {
  if (!room.n || !room.at || !campusmap.facts.floors[room.f].placed) { return false; }
  campusmap.change({ chosen: 'r' + n, level: campusmap.facts.floors[room.f].o, over: {} });
  if (!campusmap.shownFloors().includes(room.f)) { return false; }
  campusmap.map.fire('viewreset');
  const view = campusmap.view(), x = view.ox + room.at[0] / 100 * view.s, y = view.oy - room.at[1] / 100 * view.s;
  const isUnder = ({ ref, box }) => ref[0] === 'b' && x > box[0] && x < box[2] && y > box[1] && y < box[3];
  return !view.used.has('label.number') || view.hits.some(isUnder);
}).map(([room]) => room.i)"""


@pytest.fixture(scope="module")
def page(opener: Open) -> Any:
    return opener(demo_kit()).page


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_every_floor_can_be_chosen(page: Any, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("campusmap.change({chosen: '', alone: -1, level: 0, over: {}})")
    assert page.locator("#levels button").count() > 2
    assert page.evaluate(COVERED, "#levels button, #mapkeys button") == []
    page.fill("#q", "209")
    page.keyboard.press("Enter")
    now = page.locator("#levels [aria-pressed=true]").first
    page.wait_for_timeout(100)  # a frame
    levels = page.locator("#levels").bounding_box()
    key = now.bounding_box()
    assert levels["x"] <= key["x"] + 1
    assert key["x"] + key["width"] <= levels["x"] + levels["width"] + 1
    assert page.evaluate(COVERED, "#levels button") == []
    assert page.evaluate("document.querySelector('#card .body').clientHeight") >= 70


@pytest.mark.parametrize("zoom", [0, 1])
def test_a_building_s_name_does_not_hide_the_room_that_is_chosen(page: Any, zoom: int) -> None:
    page.set_viewport_size({"width": 1300, "height": 900})
    page.evaluate("(zoom) => campusmap.map.setZoom(zoom, {animate: false})", zoom)
    assert page.evaluate(HIDDEN) == []
