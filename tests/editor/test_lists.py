"""Lists that stand open on the editor's page while the things that they name get other positions."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from editor.conftest import Edit, Page


def test_results_that_stand_open_follow_the_news(browser: Any, edit: Edit, samples: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(samples / "maple-elementary", tmp_path / "maple"))
    ann = Page(browser, edit(folder))
    ann.page.fill("#q", "fire")
    ann.page.keyboard.press("ArrowDown")
    ann.page.keyboard.press("ArrowDown")
    title = ann.page.inner_text("#hits [aria-selected=true] .big")
    path = folder / "markers.csv"
    count = ann.page.evaluate("window.campusmap.facts.markers.length")
    path.write_bytes(path.read_bytes().rstrip() + b"\r\nAED,AED in the art room,MAIN,1,112,,,,,,,,,\r\n")
    ann.wait(f"window.campusmap.facts.markers.length === {count + 1}")  # and most have another position in the list
    assert ann.page.inner_text("#hits [aria-selected=true] .big") == title
    ann.page.keyboard.press("Enter")
    assert ann.page.inner_text("#card h2") == title
    assert ann.errors == []
    ann.context.close()
