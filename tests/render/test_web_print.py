"""The printed view, measured on the paper itself: a PDF as Chromium prints it, rendered and measured in pixels."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from demo_campus import demo_kit
from map_page import Open

DPI = 288
CELL_M = 30.0  # of the demo campus's grid


def print_view(page: Any, path: Path) -> Any:
    """Print the present view and return its only sheet."""
    page.evaluate("window.print = () => { window.printed = true; }; window.printed = false;")
    page.click("#print-key")
    for _ in range(100):  # the policy keeps Playwright's own waiting out
        if page.evaluate("window.printed"):
            break
        page.wait_for_timeout(50)
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    return document[0]


def tick_columns(sheet: Any) -> list[float]:
    """Return where the ticks between the grid's columns stand, in inches from the paper's left edge."""
    grey = np.asarray(sheet.render(scale=DPI / 72).to_pil().convert("L")).astype(int)
    rows = np.flatnonzero((grey < 80).mean(axis=1) > 0.8)  # the map's frame runs over the whole width
    strip = grey[rows[0] + 12 : rows[0] + 40]
    dark = np.flatnonzero((strip < 235).all(axis=0))
    groups = np.split(dark, np.flatnonzero(np.diff(dark) > 2) + 1)
    return [float(group.mean()) / DPI for group in groups if 0 < len(group) < 8]


@pytest.mark.parametrize("room", ["", "209"])
def test_scale_is_right_on_paper(opener: Open, tmp_path: Path, room: str) -> None:
    page = opener(demo_kit()).page
    if room:
        page.fill("#q", room)
        page.keyboard.press("Enter")
        page.evaluate("campusmap.map.setZoom(3, { animate: false })")
    sheet = print_view(page, tmp_path / "view.pdf")
    words = re.sub(r"\s+", "", sheet.get_textpage().get_text_range())
    scale = int(re.search(r"1:([\d,]+)onLetter", words)[1].replace(",", ""))
    inches = [b - a for a, b in itertools.pairwise(tick_columns(sheet)) if b - a > 0.3]
    stated = CELL_M / scale / 0.0254
    whole = [each for each in inches if abs(each - stated) < 0.25 * stated]
    assert whole, (inches, stated)
    assert max(abs(each - stated) for each in whole) < 0.01 * stated


def test_sheet_says_what_it_is(opener: Open, tmp_path: Path) -> None:
    page = opener(demo_kit()).page
    page.fill("#q", "209")
    page.keyboard.press("Enter")
    page.evaluate("campusmap.change({ turn: 23 })")
    sheet = print_view(page, tmp_path / "view.pdf")
    words = re.sub(r"\s+", "", sheet.get_textpage().get_text_range())
    for part in (
        "Demo School",
        "Level 2",
        "209",
        "Main Building",
        "DRAFT",
        "For official use only",
        "2025-08-15",
        "1a2b3c4d",
    ):
        assert part.replace(" ", "") in words
    assert "Truenorthis23°leftofup" in words
    assert "Stair" in words, "the legend"


def test_the_browser_s_own_print_prints_the_view_too(opener: Open, tmp_path: Path) -> None:
    page = opener(demo_kit()).page
    page.fill("#q", "209")
    page.keyboard.press("Enter")
    page.pdf(path=tmp_path / "view.pdf", prefer_css_page_size=True, print_background=True)
    document = pypdfium2.PdfDocument(tmp_path / "view.pdf")
    assert len(document) == 1
    words = re.sub(r"\s+", "", document[0].get_textpage().get_text_range())
    assert "DemoSchool" in words and "onLetter" in words and "1a2b3c4d" in words
    assert tick_columns(document[0])
