"""What is beyond a device's reach on the map: off until asked for, hatched, lettered, in the legend and in the link."""

from __future__ import annotations

from typing import Any

import pytest
from demo_reach import kit_with_reach
from map_page import Open

USED = "[...campusmap.view().used, ...campusmap.view().symbols].filter(name => /beyond|NEXT/.test(name)).sort()"
# Pixels that are green, as the hatching's strokes and what they fade into.
GREEN = """
() => {
  const c = document.querySelector('canvas.plan'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
  let count = 0;
  for (let k = 0; k < d.length; k += 4) { count += d[k + 1] - d[k] > 40 && d[k + 1] - d[k + 2] > 20 ? 1 : 0; }
  return count;
}
"""


@pytest.fixture(scope="module")
def page(opener: Open) -> Any:
    kit, _ = kit_with_reach()
    page = opener(kit, color_scheme="light").page
    page.evaluate("room => campusmap.openRef('r' + campusmap.facts.rooms.findIndex(r => r.i === room))",
                  kit.analysis.walking.proposals[0].space)  # fmt: skip
    page.wait_for_timeout(200)
    return page


def test_nothing_is_shown_until_it_is_asked_for(page: Any) -> None:
    assert page.evaluate(USED) == []
    before = page.evaluate(GREEN)
    page.click("#layers-key")
    assert page.locator("#layers label", has_text="Beyond reach").all_text_contents() == ["Beyond reach of an AED"]
    page.click("text=Beyond reach of an AED")
    page.wait_for_timeout(200)
    assert page.evaluate(USED) == ["NEXT_AED", "beyond.aed"]
    assert page.evaluate(GREEN) > before + 500


def test_the_legend_says_what_it_is(page: Any) -> None:
    page.evaluate("campusmap.change({ shown: { 'beyond.aed': true } })")
    page.wait_for_timeout(200)
    said = page.locator("#legend").inner_text()
    assert "Beyond 180 s on foot, there and back, from an AED, by the drawing" in said
    assert "Where one more AED would help most, by the drawing" in said


def test_a_link_brings_it_back(page: Any) -> None:
    page.evaluate("campusmap.change({ shown: { 'beyond.aed': true } })")
    link = page.evaluate("window.location.hash")
    assert "~beyond.aed" in link
    page.evaluate("campusmap.change({ shown: {} })")
    assert "~beyond" not in page.evaluate("window.location.hash")
    page.goto(page.url.partition("#")[0] + link)
    page.reload()
    page.wait_for_timeout(200)
    assert page.evaluate("campusmap.state.shown") == {"beyond.aed": True}
