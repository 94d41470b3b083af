"""The page of changes in a real browser: every change told and drawn in its place, hostile texts, no request, paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from demo_campus import demo_kit
from shapely.affinity import translate

from campusmap.change.compare import compare_editions
from campusmap.change.pages import compare_pages
from campusmap.export.changes_html import changes_html
from campusmap.model.change import Comparison, Snapshot
from campusmap.model.places import Campus, Marker

HOSTILE = ("</script><script>hacked=1</script>", "<img src=x onerror=hacked=1>", "'\"><svg onload=hacked=1>", "W" * 300)


def edited(name: str) -> Campus:
    """Renumber 101, rename 103, move a device by 5 m, take a door away."""
    campus = demo_kit().campus
    annex, main = campus.buildings
    floor = next(floor for floor in main.floors if floor.id == "main/1")
    spaces = tuple(
        replace(s, number="199", posted_number="") if s.number == "101"
        else replace(s, name=name) if s.number == "103" else s
        for s in floor.spaces
    )  # fmt: skip
    ground = replace(floor, spaces=spaces, openings=floor.openings[1:])
    floors = tuple(ground if each is floor else each for each in main.floors)
    markers = tuple(
        replace(m, at=translate(m.at, 5.0, 0.0)) if m.at is not None and m.floor == floor.id and m.kind == "AED" else m
        for m in campus.markers
    )
    afar = Marker("m-afar", "HYDRANT", "Hydrant by the road", at=translate(main.footprint.centroid, 0.0, 260.0))
    return replace(campus, buildings=(annex, replace(main, floors=floors)), markers=(*markers, afar))


def comparison(name: str = "Music") -> Comparison:
    old = Snapshot(demo_kit().campus, "2025-08-15", "aaaaaaaa", sheets={"COVER": "1", "F-1": "2", "OLD": "3", "X": "4"},
                   titles={"OLD": "Old page"})  # fmt: skip
    new = Snapshot(edited(name), "2026-08-15", "bbbbbbbb", sheets={"COVER": "1", "NEW": "5", "F-1": "6", "X": "4"})
    return compare_editions(old, new)


def opened(browser: Any, folder: Path, text: str, **options: Any) -> tuple[Any, list[str]]:
    path, said = folder / "page.html", []
    path.write_bytes(text.encode("utf-8", "replace"))
    page = browser.new_context(**options).new_page()
    page.on("request", lambda request: said.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    return page, said


def test_pages_are_swapped_put_in_renumbered_and_taken_out() -> None:
    told = [(p.sheet, p.fate, p.old_page, p.new_page) for p in compare_pages(comparison().old, comparison().new)]
    assert told == [
        ("COVER", "swap", 1, 1),
        ("NEW", "new", None, 2),
        ("F-1", "swap", 2, 3),
        ("OLD", "take out", 3, None),
    ]
    moved = replace(comparison().new, sheets={"X": "4", "COVER": "1", "F-1": "2", "OLD": "3"}, fingerprint="aaaaaaaa")
    fates = {p.sheet: p.fate for p in compare_pages(comparison().old, moved)}
    assert fates == dict.fromkeys(("COVER", "F-1", "OLD", "X"), "renumber")
    assert compare_pages(comparison().old, comparison().old) == ()


def test_every_change_is_listed_and_marked_on_its_floor(browser: Any, tmp_path: Path) -> None:
    told = comparison()
    kinds = {change.kind for change in told.changes}
    assert {"room.renumbered", "room.renamed", "device.moved", "door.removed"} <= kinds
    page, said = opened(browser, tmp_path, changes_html(told))
    assert len(said) == 1  # the page itself
    items = page.eval_on_selector_all("[data-item] .what", "all => all.map(one => one.textContent.toLowerCase())")
    assert sorted(items) == sorted(change.text.lower() for change in told.changes)
    plans = page.eval_on_selector_all("svg.overview", "all => all.map(one => one.querySelectorAll('.hit').length)")
    assert plans and sum(plans) >= len(told.changes)
    outside = page.eval_on_selector_all(
        "svg.overview",
        """all => all.flatMap(svg => { const seen = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('.hit')].map(hit => hit.getBoundingClientRect()).filter(box =>
        box.left < seen.left || box.right > seen.right || box.top < seen.top || box.bottom > seen.bottom); }).length""",
    )
    assert outside == 0
    assert "take it out" in page.inner_text(".pages") and "Old page" in page.inner_text(".pages")
    page.uncheck("input[value=renamed]")
    assert page.inner_text(".shown").startswith(f"{sum('renamed' not in k and 'renumbered' not in k for k in kinds)} ")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_and_do_nothing(browser: Any, tmp_path: Path, name: str) -> None:
    page, said = opened(browser, tmp_path, changes_html(comparison(name)), viewport={"width": 390, "height": 800})
    assert page.evaluate("typeof hacked") == "undefined" and len(said) == 1
    assert name in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_reads_and_prints_without_script(browser: Any, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, changes_html(comparison()), java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.is_visible(".pages") and page.is_visible("svg.overview") and not page.is_visible(".filters")


def test_nothing_changed_is_said() -> None:
    same = Snapshot(demo_kit().campus, "2025-08-15", "aaaaaaaa")
    text = changes_html(compare_editions(same, same))
    assert "Nothing has changed" in text and "pages were not compared" in text
