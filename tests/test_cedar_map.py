"""The map of a whole high school, as a dispatcher's browser opens it: from disk, with the network cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from campusmap.pipeline.build import judge_campus
from campusmap.render.web import render_map

CEDAR = Path(__file__).resolve().parents[1] / "sample_campuses" / "cedar-ridge-high"

# Every numbered room must be among the exact hits for its number.
FIND_ROOMS = """
() => campusmap.facts.rooms
  .map((room, n) => ({ id: room.i, number: room.n, n }))
  .filter((room) => room.number)
  .map((room) => ({
    id: room.id,
    found: campusmap.searchFor(room.number).some((hit) => hit.rank === 0 && hit.ref === 'r' + room.n),
  }))
"""


@pytest.fixture(scope="module")
def opened(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[str], list[str], int]:
    kit, _ = judge_campus(CEDAR, issued="2026-11-01", sheets=False)
    numbered = sum(bool(s.shown_number) for b in kit.campus.buildings for f in b.floors for s in f.spaces)
    path = tmp_path_factory.mktemp("cedar") / "map.html"
    path.write_text(render_map(kit), encoding="utf-8")
    page = browser.new_context(offline=True, viewport={"width": 1600, "height": 900}).new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    page.wait_for_timeout(500)
    return page, asked, complaints, numbered


def test_makes_no_request_and_no_complaint(opened: tuple[Any, list[str], list[str], int]) -> None:
    _, asked, complaints, _ = opened
    assert [url for url in asked[1:] if not url.startswith(("data:", "blob:"))] == []
    assert complaints == []


def test_every_room_is_found_by_its_number(opened: tuple[Any, list[str], list[str], int]) -> None:
    page, _, _, numbered = opened
    rooms = page.evaluate(FIND_ROOMS)
    assert len(rooms) == numbered >= 250
    assert [room["id"] for room in rooms if not room["found"]] == []
