"""The map of a whole high school, as a dispatcher's browser opens it: from disk, with the network cut."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from map_page import Opened

from campusmap.carto.codes import place_codes, place_link, qr_text
from campusmap.model.kit import Kit
from campusmap.pipeline.build import judge_campus
from campusmap.render.web.page import render_map

SAMPLES = Path(__file__).resolve().parents[1] / "sample_campuses"
WIDE = {"width": 1600, "height": 900}

# Every room, door and marker with a number or name: found exactly by it, found by its beginning, and how long it took.
FIND_ALL = """
() => {
  const facts = campusmap.facts, wanted = [];
  facts.rooms.forEach((r, n) => { if (r.n || r.m) { wanted.push(['r' + n, r.n || r.m]); } });
  facts.doors.forEach((d, n) => { if (d.n) { wanted.push(['d' + n, 'door ' + d.n]); } });
  facts.markers.forEach((m, n) => wanted.push(['m' + n, m.l || facts.symbols[m.k].t]));
  let slowest = 0;
  const seen = (ref, text, most) => {
    let took = Infinity, hits;
    for (let turn = 0; turn < 3 && took > 50; turn += 1) {  // other tests run beside this one: the best of three
      const start = performance.now();
      hits = campusmap.searchFor(text);
      took = Math.min(took, performance.now() - start);
    }
    slowest = Math.max(slowest, took);
    return hits.some(hit => hit.ref === ref && hit.rank <= most);
  };
  const missed = wanted.filter(([ref, text]) => !seen(ref, text, 0)).map(row => row.join(' '));
  const cut = wanted.filter(([, text]) => text.length > 2)
    .filter(([ref, text]) => !seen(ref, text.slice(0, -1), 4)).map(row => row.join(' '));
  return { counted: wanted.length, missed, cut, slowest };
}
"""


@pytest.fixture(scope="module")
def kit() -> Kit:
    return judge_campus(SAMPLES / "cedar-ridge-high", issued="2026-11-01", sheets=False)[0]


@pytest.fixture(scope="module")
def file(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cedar") / "map.html"
    path.write_text(render_map(kit), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def opened(browser: Any, file: Path) -> Iterator[Opened]:
    context = browser.new_context(offline=True, viewport=WIDE)
    yield Opened(context, file)
    context.close()


@pytest.fixture
def page(opened: Opened) -> Any:
    opened.page.evaluate("campusmap.change({ chosen: '', alone: -1, level: 0, over: {}, turn: 0, hidden: {} })")
    opened.page.fill("#q", "")
    return opened.page


def test_makes_no_request_and_no_complaint(opened: Opened) -> None:
    opened.page.wait_for_timeout(500)
    assert opened.outside == []
    assert opened.errors == []


@pytest.mark.parametrize("name", ["maple-elementary", "harbor-middle"])
def test_other_samples_neither(browser: Any, tmp_path: Path, name: str) -> None:
    other = judge_campus(SAMPLES / name, issued="2026-11-01", sheets=False)[0]
    path = tmp_path / "map.html"
    path.write_text(render_map(other), encoding="utf-8")
    context = browser.new_context(offline=True, viewport=WIDE)
    seen = Opened(context, path)
    seen.page.evaluate("campusmap.facts.rooms.forEach((_, n) => campusmap.openRef('r' + n))")
    seen.page.wait_for_timeout(300)
    assert seen.outside == []
    assert seen.errors == []
    context.close()


def test_everything_is_found_by_its_name_and_by_its_beginning(page: Any, kit: Kit) -> None:
    rooms = [s for b in kit.campus.buildings for f in b.floors for s in f.spaces if s.shown_number or s.name]
    doors = [o for b in kit.campus.buildings for f in b.floors for o in f.openings if o.shown_number]
    found = page.evaluate(FIND_ALL)
    assert found["counted"] == len(rooms) + len(doors) + len(kit.campus.markers) >= 400
    assert found["missed"] == []
    assert found["cut"] == []
    assert found["slowest"] < 100, "milliseconds for one search"


TYPE_ALL = """
() => {
  const q = document.querySelector('#q'), took = {};
  for (const turn of [1, 2, 3]) {
    for (const text of ['2', '20', '204', 'a', 'aed', 'room two', 'class', 'zz', 'cafe']) {
      q.value = text;
      const start = performance.now();
      q.dispatchEvent(new Event('input'));
      document.querySelector('#hits').getBoundingClientRect();
      took[text] = Math.min(took[text] || Infinity, performance.now() - start);
    }
  }
  return took;
}
"""


def test_typing_is_answered_within_100_ms(page: Any) -> None:
    """The best of three, because other tests run beside this one."""
    took = page.evaluate(TYPE_ALL)
    assert max(took.values()) < 100, took


def test_keyboard_alone_from_open_to_copied_read_back(browser: Any, file: Path) -> None:
    context = browser.new_context(offline=True, viewport=WIDE)
    page = Opened(context, file).page
    page.evaluate("() => { window.copied = []; document.execCommand = () => { copied.push(copyArea()); return true; };"
                  " window.copyArea = () => document.querySelector('textarea').value; }")  # fmt: skip
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.keyboard.type("204")
    page.keyboard.press("Enter")
    assert page.is_hidden("#card"), "three buildings have a 204"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#card h2") == "204"
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == "copy-all":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+c")
    first, second = page.evaluate("copied")
    assert first == second
    assert first.splitlines()[0] == "Cedar Ridge High School"
    assert "Building: B  Humanities" in first
    assert any(line.startswith("Grid cell: G11") for line in first.splitlines())
    context.close()


def test_links_survive_reload_and_a_moved_file(browser: Any, file: Path, tmp_path: Path) -> None:
    context = browser.new_context(offline=True, viewport=WIDE)
    page = Opened(context, file).page
    page.fill("#q", "b 204")
    page.keyboard.press("Enter")
    page.evaluate("campusmap.change({ hidden: { grid: true }, turn: 24 })")
    link = page.evaluate("location.hash")
    assert link.startswith("#b=B&f=2&r=")
    page.reload()
    assert shown(page) == ["204", "B/2", {"grid": True}, 24]
    moved = tmp_path / "elsewhere" / "renamed.html"
    moved.parent.mkdir()
    shutil.copy(file, moved)
    page.goto(moved.as_uri() + link)
    assert shown(page) == ["204", "B/2", {"grid": True}, 24]
    context.close()


def shown(page: Any) -> list[Any]:
    return page.evaluate(
        "[document.querySelector('#card h2').textContent, campusmap.facts.floors[campusmap.facts.rooms["
        "campusmap.state.chosen.slice(1)].f].i, campusmap.state.hidden, campusmap.state.turn]"
    )


def test_every_printed_code_and_link_opens_its_place(page: Any, kit: Kit) -> None:
    codes = place_codes(kit.campus)
    rows = [[place.kind, place.id, code, place_link(place), qr_text("0" * 8, place)] for place, code in codes.items()]
    wrong = page.evaluate(
        """rows => rows.filter(([kind, id, code, link, qr]) => {
          const hits = campusmap.searchFor(code), ref = hits.length === 1 && hits[0].rank === 0 ? hits[0].ref : '';
          const lists = { building: 'buildings', floor: 'floors', door: 'doors', room: 'rooms' };
          const where = campusmap.placeOfLink(campusmap.readLink(campusmap.readQr(qr).link));
          if (kind === 'campus') { return ref !== 'w' || where.ref !== ''; }
          const n = campusmap.facts[lists[kind]].findIndex(record => record.i === id), own = kind[0] + n;
          return ref !== own || (kind === 'floor' ? where.floor !== n : where.ref !== own) || where.lost;
        })""",
        rows,
    )
    assert len(rows) >= 350
    assert wrong == []


def test_scanned_sheet_of_another_edition_is_called_out(page: Any, kit: Kit) -> None:
    page.fill("#q", "CAMPUSMAP 00000000 #b=B&f=2")
    assert "do not mix" in page.inner_text("#count")
    assert page.evaluate("campusmap.shownFloors().map(n => campusmap.facts.floors[n].i)").count("B/2") == 1
    page.fill("#q", f"CAMPUSMAP {kit.edition.fingerprint} #b=B&f=2")
    assert page.is_hidden("#count")


def test_expired_by_the_viewers_clock(browser: Any, kit: Kit, tmp_path: Path) -> None:
    entry = replace(kit.project.campus, verified=None)
    path = tmp_path / "map.html"
    path.write_text(render_map(replace(kit, project=replace(kit.project, campus=entry))), encoding="utf-8")
    page = browser.new_context(offline=True).new_page()
    page.clock.set_fixed_time("2027-11-03T08:00:00")
    page.goto(path.as_uri())
    assert "EXPIRED" in page.inner_text("#bands")
    page.click("#layers-key")
    assert page.locator("#layers label", has_text="EXPIRED").count() == 0, "no switch for the bands"
