"""axe-core over the map's states in its three themes, at a desk's and a telephone's width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from demo_photos import photo_kit
from map_page import Open
from node_tools import install_tools

from campusmap.carto.walk_list import list_walk
from campusmap.render.web.walk_page import render_walk

STATES = {
    "opened": [],
    "results": [("fill", "grade")],
    "nothing found": [("fill", "299")],
    "card": [("fill", "209"), ("press", "Enter")],
    "photos": [("photo", "")],
    "photo": [("photo", ""), ("click", "#card .photos button")],
    "building": [("fill", "annex"), ("press", "Enter")],
    "layers": [("click", "#layers-key")],
    "rooms": [("click", "#rooms-key")],
    "measuring": [("click", "#measure-key")],
    "turned": [("click", "#turn-key")],
    "not placed": [("click", "#levels .lost")],
    "paper": [("paper", "ffffffff")],
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ASK = """
rules => axe.run(document, { runOnly: rules }).then(found => found.violations.map(v => {
  const say = n => n.target.join(' ') + ' ' + (n.any[0] || n.all[0] || n.none[0] || {}).message;
  return v.id + ': ' + v.nodes.map(say).slice(0, 4).join(' | ');
}))
"""


@pytest.fixture(scope="module")
def axe() -> str:
    return (install_tools() / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_has_nothing_to_say(opener: Open, axe: str, theme: str, width: int) -> None:
    # The policy would keep axe itself out; it is held by the other tests.
    page = opener(photo_kit(), viewport={"width": width, "height": 800}, bypass_csp=True).page
    page.evaluate(axe)
    page.evaluate("theme => campusmap.change({ theme })", theme)
    found = {}
    for name, steps in STATES.items():
        if bring_up(page, steps):
            found[name] = page.evaluate(ASK, RULES)
        put_away(page)
    assert len(found) >= len(STATES) - 1
    assert {name: complaints for name, complaints in found.items() if complaints} == {}


def bring_up(page: Any, steps: list[tuple[str, str]]) -> bool:
    """Do the steps; tell whether each could be done at this width."""
    for what, with_what in steps:
        if what == "fill":
            page.fill("#q", with_what)
        elif what == "press":
            page.keyboard.press(with_what)
        elif what == "photo":
            page.evaluate("campusmap.openRef(campusmap.facts.photos[0].s[0])")
        elif what == "paper":
            if not page.is_visible("#paper-print"):
                return False
            page.fill("#paper-print", with_what)
        else:
            page.click(with_what)
    page.wait_for_timeout(120)
    return True


def put_away(page: Any) -> None:
    if page.is_visible("#table"):
        page.click("#table .plain")
    if page.is_visible("#photo"):
        page.click("#photo .plain")
    page.evaluate("campusmap.change({ chosen: '', alone: -1, level: 0, over: {}, measuring: false, turn: 0 })")
    if page.is_visible("#layers"):
        page.click("#layers-key")
    page.fill("#q", "")


def test_axe_sees_a_fault(opener: Open, axe: str) -> None:
    page = opener(photo_kit(), bypass_csp=True).page
    page.evaluate(axe)
    page.evaluate("document.querySelector('#layers-key').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('#layers-key').removeAttribute('title')")
    assert any(line.startswith("button-name") for line in page.evaluate(ASK, RULES))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1024, 360])
def test_axe_has_nothing_to_say_of_the_walk_through(
    browser: Any, axe: str, tmp_path: Path, theme: str, width: int
) -> None:
    kit = photo_kit()
    path = tmp_path / "walk.html"
    path.write_text(render_walk(kit, list_walk(kit), {}), "utf-8")
    # So high that no key is half under the bar at the foot, from which one scrolls it.
    context = browser.new_context(bypass_csp=True, color_scheme=theme, viewport={"width": width, "height": 9000})
    page = context.new_page()
    page.goto(path.as_uri())
    page.fill("#walk-name", "Ann Green")
    page.click(".check.wrong >> nth=0")
    page.click(".check.yes >> nth=1")
    page.evaluate(axe)
    assert page.evaluate(ASK, RULES) == []
    context.close()
