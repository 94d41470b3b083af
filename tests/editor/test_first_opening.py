"""The first opening shows the campus at once, then floor by floor, and lets nobody mark before all are read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Page
from editor.small_school import write_school

from campusmap.editor import desk as desk_module
from campusmap.editor import opening
from campusmap.editor.desk import Desk, open_desk
from campusmap.editor.serve import serve
from campusmap.errors import InputError
from campusmap.pipeline.build import judge_campus
from campusmap.pipeline.campus import Drawings
from campusmap.pipeline.floors import Drawn
from campusmap.pipeline.inputs import Inputs

ISSUED = "2026-11-01"
FOOTPRINT = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "A"}, "geometry":
 {"type": "Polygon", "coordinates": [[[-84.3000023, 39.8999982], [-84.2997168, 39.8999982], [-84.2997168, 39.9000847],
 [-84.3000023, 39.9000847], [-84.3000023, 39.8999982]]]}}]}"""
EAST = """
[[building.floor]]
id = "2"
ordinal = 1
plan = "upper.dxf"
"""


def write_campus(folder: Path) -> Path:
    """Write the small school with a footprint, a second floor and an AED on the first."""
    write_school(folder)
    (folder / "upper.dxf").write_bytes((folder / "main.dxf").read_bytes())
    toml = (folder / "campus.toml").read_text("utf-8")
    (folder / "campus.toml").write_text(
        f'{toml}{EAST}\n[footprints]\nfile = "footprints.geojson"\nid = "id"\n', "utf-8"
    )
    (folder / "footprints.geojson").write_text(FOOTPRINT, "utf-8")
    (folder / "markers.csv").write_text("kind,label,building,floor,room\nAED,Hall,A,1,100\n", "utf-8")
    return folder


@dataclass
class Held:
    """Drawings that are read when the test says so."""

    go: dict[str, threading.Event] = field(default_factory=dict)

    def draw(self, inputs: Inputs, before: Any = None, tell: Callable[[Drawn], None] = lambda _: None) -> Drawings:
        """Read all drawings first, and hand each on once it may come."""
        came: list[Drawn] = []
        drawings = DRAW(inputs, before, came.append)
        for drawn in sorted(came, key=lambda one: one.floors[0].id):
            assert self.go[drawn.floors[0].id].wait(60)
            tell(drawn)
        assert self.go["all"].wait(60)
        if self.go["broken"].is_set():
            raise InputError("upper.dxf", "is torn", "export it again")
        return drawings


DRAW = opening.draw_campus


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    found = Held({name: threading.Event() for name in ("A/1", "A/2", "all", "judge", "broken")})
    judge = desk_module._judge

    def judge_then(*arguments: Any) -> Any:
        assert found.go["judge"].wait(60)
        return judge(*arguments)

    monkeypatch.setattr(opening, "draw_campus", found.draw)
    monkeypatch.setattr(desk_module, "_judge", judge_then)
    return found


@dataclass
class Served:
    """An editor in this process: the address that it told, and what it ended with."""

    folder: Path
    address: str = ""
    ended: list[BaseException] = field(default_factory=list)
    told: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def run(self) -> None:
        """Serve until it ends."""
        try:
            serve(None, lambda front: open_desk(self.folder, ISSUED, show=front.open, named=front.begin), self.open)
        except InputError as error:
            self.ended.append(error)
        self.told.set()

    def end(self) -> None:
        """Let the editor fail."""
        raise InputError("the test", "has ended", "run another")

    def open(self, address: str, _: str) -> None:
        """Remember the address."""
        self.address = address
        self.told.set()


@pytest.fixture
def served(tmp_path: Path, held: Held, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    editor = Served(write_campus(tmp_path / "school"))
    editor.thread = threading.Thread(target=editor.run, daemon=True)
    editor.thread.start()
    assert editor.told.wait(60)
    yield editor
    monkeypatch.setattr(desk_module, "look_again", lambda _: editor.end())
    monkeypatch.setattr(desk_module, "give_up", lambda *_: None)
    for event in held.go.values():
        event.set()
    editor.thread.join(30)
    assert not editor.thread.is_alive()


def words(at: Page) -> str:
    return str(at.page.inner_text("#desk-reading"))


def test_floors_come_one_by_one_and_marking_begins_when_all_are_there(browser: Any, held: Held, served: Served) -> None:
    at = Page(browser, served, whole=False)
    page = at.page
    assert "0 of 2" in words(at)
    assert page.evaluate("window.campusmap.facts.markers.map((one) => one.l)") == ["Hall"]
    assert page.evaluate("window.campusmap.shownFloors().length + window.campusmap.facts.rooms.length") == 0
    assert page.locator("#levels button").count() == 2
    assert page.locator("#place-key").is_disabled()
    assert "not judged yet" in page.inner_text("#foot")
    page.keyboard.press("Alt+m")
    assert page.locator("#panel").is_hidden()
    page.fill("#q", "AED")
    assert "Hall" in page.inner_text("#hits")
    page.fill("#q", "")
    held.go["A/1"].set()
    at.wait("window.campusmap.facts.rooms.length === 4")
    assert "1 of 2" in words(at)
    assert page.evaluate("window.campusmap.shownFloors().length") == 1
    at.open(at.ref_of("rooms", "A/1/101"))
    assert "Being worked out" in page.inner_text("#card")
    assert page.locator("#edit-name").count() == 0
    held.go["A/2"].set()
    held.go["all"].set()
    at.wait("window.campusmap.facts.reading.stage === 'checking'")
    assert page.evaluate("window.campusmap.facts.rooms.length") == 8
    page.fill("#edit-name", "Pottery")
    at.sign("Ann")
    at.wait("document.getElementById('desk-saved').textContent.startsWith('Saved')")
    assert "Pottery" in (served.folder / "rooms.csv").read_text("utf-8")
    held.go["judge"].set()
    at.settle()
    assert page.locator("#desk-reading").is_hidden()
    assert page.evaluate("window.campusmap.facts.rooms.filter((one) => one.m === 'Pottery').length") == 1
    assert page.evaluate("window.campusmap.facts.desk.findings.length") > 0
    assert at.errors == []
    at.context.close()


def test_a_drawing_that_cannot_be_read_is_told_on_the_page_and_ends_the_editor(
    browser: Any, held: Held, served: Served
) -> None:
    at = Page(browser, served, whole=False)
    held.go["broken"].set()
    for name in ("A/1", "A/2", "all"):
        held.go[name].set()
    at.wait("!document.getElementById('desk-line').hidden")
    assert "upper.dxf: is torn" in at.page.inner_text("#desk-line")
    assert served.thread is not None
    served.thread.join(20)
    assert [str(error) for error in served.ended] == ["upper.dxf: is torn; export it again"]
    at.page.wait_for_timeout(2500)
    assert "upper.dxf" in at.page.inner_text("#desk-line")
    at.context.close()


def test_what_is_seen_at_the_end_is_what_a_judgement_from_scratch_says(tmp_path: Path) -> None:
    folder = write_campus(tmp_path / "school")
    stages: list[tuple[str, int]] = []

    def show(desk: Desk) -> None:
        stages.append((desk.facts["reading"]["stage"], len(desk.facts["rooms"])))

    desk = open_desk(folder, ISSUED, show=show)
    assert stages == [("drawings", 0)]
    assert desk.facts["reading"] == {}
    whole, _ = judge_campus(folder, issued=ISSUED, sheets=False)
    assert desk.kit == whole
