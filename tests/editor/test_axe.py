"""axe-core over the editor's states in its themes, at a desk's and a telephone's width."""

from __future__ import annotations

from typing import Any

import pytest
from editor.conftest import Edit, Page
from node_tools import install_tools
from render.test_web_axe import ASK, RULES

STATES = {
    "opened": "() => undefined",
    "palette": "() => document.getElementById('place-key').click()",
    "findings": "() => document.getElementById('findings-key').click()",
    "tracing": "() => document.getElementById('trace-key').click()",
    "room": "() => campusmap.openRef('r' + campusmap.facts.rooms.findIndex(one => one.n === '101'))",
    "door": "() => campusmap.openRef('d' + campusmap.facts.doors.findIndex(one => one.n === '1'))",
    "marker": "() => campusmap.openRef('m0')",
    "who": "() => document.getElementById('area-key').click()",
}


@pytest.fixture(scope="module")
def axe() -> str:
    return (install_tools() / "axe-core" / "axe.min.js").read_text("utf-8")


def test_axe_has_nothing_to_say_of_the_editor(browser: Any, edit: Edit, maple: Any, axe: str) -> None:
    # The policy would keep axe itself out; it is held by the other tests.
    at = Page(browser, edit(maple), bypass_csp=True)
    at.page.evaluate(axe)
    found = {}
    for theme, width in (("light", 1280), ("dark", 360), ("contrast", 1280)):
        at.page.set_viewport_size({"width": width, "height": 800})
        at.page.evaluate("theme => campusmap.change({ theme, chosen: '' })", theme)
        for name, step in STATES.items():
            at.page.evaluate(step)
            at.page.wait_for_timeout(100)
            found[f"{name}, {theme}"] = at.page.evaluate(ASK, RULES)
            at.page.keyboard.press("Escape")
        at.page.evaluate("() => { const ask = document.getElementById('who'); if (ask) { ask.remove(); } }")
    assert {name: complaints for name, complaints in found.items() if complaints} == {}
    at.context.close()
