"""A campus as large as they come: small enough to mail, soon usable, quick to move; and beside plain Folium layers."""

from __future__ import annotations

import importlib.util
import statistics
import sys
from pathlib import Path
from typing import Any

import pytest
from big_campus import big_kit
from map_page import Open

from campusmap.render.web.page import render_map

ROOT = Path(__file__).resolve().parents[1]


def load_bench() -> Any:
    spec = importlib.util.spec_from_file_location("bench_map", ROOT / "bench" / "map.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_packed_facts_open_like_plain_ones(opener: Open) -> None:
    """A tenth of the large campus, packed: what the browser unpacks is what was packed, and it works."""
    opened = opener(big_kit(8, 6, 1600))
    page = opened.page
    assert page.evaluate("document.querySelector('#facts').type") == "application/deflate"
    assert page.evaluate("campusmap.facts.rooms.filter(r => r.n).length") == 1600
    page.fill("#q", "c 212")
    page.keyboard.press("Enter")
    assert page.inner_text("#card h2") == "212"
    assert "Building C" in page.inner_text("#card dl")
    assert opened.errors == []


@pytest.mark.full
def test_large_campus_is_small_soon_and_quick(browser: Any, tmp_path: Path) -> None:
    bench = load_bench()
    kit = big_kit()
    rooms = sum(bool(s.number) for b in kit.campus.buildings for f in b.floors for s in f.spaces)
    assert (len(kit.campus.buildings), rooms) == (40, 3000)
    ours, folium = bench.compare(3, kit, tmp_path, browser)
    size, sooner, quicker = bench.ratios(ours, folium)
    said = f"{bench.describe(ours)}\n{bench.describe(folium)}\n{bench.describe_ratios(ours, folium)}"
    assert len(render_map(kit).encode()) < 2_500_000, said
    assert min(ours.usable_ms) < 1000, said
    assert min(ours.slow_frames) <= 0.05, said
    assert size >= 12, said
    assert sooner >= 2, said
    assert quicker >= 2, said
    assert statistics.median(ours.usable_ms) < 2000, said
