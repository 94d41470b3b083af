"""A floor that is only a picture, from `campusmap init` to a kit: laid on the ground, traced, and read back by GDAL."""

from __future__ import annotations

import itertools
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
import traced_school as school
from editor.conftest import ROOT, Edit, Page

from campusmap.pipeline.build import build_kit

XY = tuple[float, float]
NEAR_M = school.PIXEL_M + 0.04  # a pixel of the picture, and one of the screen, as far as it is zoomed in below


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "campusmap", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Return a folder as `campusmap init` writes it from a footprint and a PNG."""
    folder = tmp_path / "school"
    folder.mkdir()
    school.draw_plan().save(folder / "level 1.png")
    (folder / "footprints.geojson").write_text(json.dumps(school.footprint()), "utf-8")
    done = run("init", str(folder), "--plan", str(folder / "level 1.png"), "--footprints",
               str(folder / "footprints.geojson"))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "pictures" in done.stdout
    return folder


def screen_of(at: Page, metres: XY) -> XY:
    """Return where a place, in the page's metres, is in the window; the map is moved where something covers it."""
    script = """([x, y]) => {
      const node = document.getElementById("map_campus"), behind = window.campusmap, [mx, my] = behind.toMap(x, y);
      const find = () => {
        const box = node.getBoundingClientRect(), p = behind.map.latLngToContainerPoint([my, mx]);
        return [box.left + p.x, box.top + p.y];
      };
      if (!node.contains(document.elementFromPoint(...find()))) { behind.map.setView([my, mx], undefined, { animate: false }); }
      return find();
    }"""  # noqa: E501
    x, y = at.page.evaluate(script, list(metres))
    return float(x), float(y)


def metres_of(at: Page, place: XY) -> XY:
    """Return a place of the school in the page's metres."""
    a, b, c, d, e, f = at.page.evaluate("window.campusmap.facts.frame.to_lonlat")
    u, v = (value - shift for value, shift in zip(school.to_lonlat(place), (c, f), strict=True))
    return (e * u - b * v) / (a * e - b * d), (a * v - d * u) / (a * e - b * d)


def click(at: Page, place: XY) -> None:
    at.page.mouse.click(*screen_of(at, metres_of(at, place)))


def lay(at: Page) -> None:
    """Place the picture by two corners of the building, each clicked on the picture and then on the ground."""
    at.page.click("#trace-key")
    at.page.click("#lay-0")
    at.sign("Ann")
    at.page.wait_for_selector("#lay-key")
    a, _, c, _, e, f = at.page.evaluate("window.campusmap.facts.underlays[0].m")
    shift = (0.0, 0.0)
    for corner in ((0.0, 0.0), (school.WIDE_M, school.DEEP_M)):
        x, y = school.to_pixel(corner)
        shown = (a * x + c + shift[0], e * y + f + shift[1])
        at.page.mouse.click(*screen_of(at, shown))
        click(at, corner)
        to = metres_of(at, corner)
        shift = (to[0] - shown[0], to[1] - shown[1])
    at.page.click("#lay-key")
    at.settle()


def trace_room(at: Page, number: str, ring: list[XY]) -> None:
    at.page.wait_for_selector("#trace-number")
    at.page.fill("#trace-number", number)
    for corner in ring:
        click(at, corner)
    at.page.click("#done-key")
    at.settle()


def trace_by_keys(at: Page, number: str, ring: list[XY]) -> None:
    """Draw a room without a pointer: the map under the cross for its first corner, then so far right and up."""
    x, y = metres_of(at, ring[0])
    at.page.evaluate("([x, y]) => { const [mx, my] = window.campusmap.toMap(x, y);"
                     "window.campusmap.map.setView([my, mx], undefined, { animate: false }); }", [x, y])  # fmt: skip
    at.page.focus("#map_campus")
    at.page.keyboard.press("Enter")
    for before, after in itertools.pairwise(ring):
        was, now = metres_of(at, before), metres_of(at, after)
        at.page.focus("#trace-step")
        at.page.keyboard.type(f"{now[0] - was[0]:.3f}, {now[1] - was[1]:.3f}")
        at.page.keyboard.press("Enter")
    at.page.focus("#trace-number")
    at.page.keyboard.type(number)
    at.page.focus("#done-key")
    at.page.keyboard.press("Enter")
    at.settle()


def trace_doors(at: Page) -> None:
    at.page.click("#trace-key")
    at.page.click("#trace-door-0")
    at.page.wait_for_selector("#trace-kind")
    for number, (line, ends) in school.DOORS.items():
        at.page.fill("#trace-number", number)
        at.page.select_option("#trace-kind", "double_door" if "OUTSIDE" in ends else "door")
        for jamb in line:
            click(at, jamb)
        at.settle()
    at.page.keyboard.press("Escape")


def trace_window(at: Page, line: list[XY]) -> None:
    at.page.click("#trace-key")
    at.page.click("#trace-door-0")
    at.page.select_option("#trace-kind", "window")
    for side in line:
        click(at, side)
    at.settle()
    at.page.keyboard.press("Escape")


def numbers(at: Page, table: str = "rooms") -> list[str]:
    found: list[str] = at.page.evaluate("(table) => window.campusmap.facts[table].map((one) => one.n)", table)
    return sorted(found)


def test_a_picture_becomes_a_floor(browser: Any, edit: Edit, begun: Path, tmp_path: Path) -> None:
    at = Page(browser, edit(begun), viewport={"width": 1400, "height": 1100})
    lay(at)
    assert 'placement = { method = "control_points"' in (begun / "campus.toml").read_text("utf-8")
    at.page.click("#trace-key")
    at.page.click("text=Show")
    at.page.click("#trace-room-0")
    assert at.page.evaluate("2 ** window.campusmap.map.getZoom()") > 1 / 0.05
    trace_room(at, "101", school.ROOMS["101"])
    trace_room(at, "102", school.ROOMS["102"])
    at.page.click("#undo-key")
    at.settle()
    assert numbers(at) == ["101"]
    at.page.click("#redo-key")
    at.settle()
    trace_by_keys(at, "100", school.ROOMS["100"])
    assert numbers(at) == ["100", "101", "102"]
    at.page.keyboard.press("Escape")
    at.page.click("#trace-key")
    at.page.click("text=Show")
    at.page.keyboard.press("Escape")
    trace_doors(at)
    assert numbers(at, "doors") == ["1", "A"]
    refused(at)
    trace_window(at, [(8.0, 6.0), (10.0, 6.0)])
    at.open("r0")
    assert "Window 2.0 m wide to" in at.page.inner_text("#card")
    at.page.click('[aria-label^="Delete: Window"]')
    at.settle()
    assert "Window" not in at.page.inner_text("#card")
    assert at.page.locator("#outline-key").count() == 1
    assert at.page.locator("#split-key, #merge-key").count() == 0  # there is no drawing under it
    assert at.errors == []
    features = json.loads((begun / "overrides.geojson").read_text("utf-8"))["features"]
    assert all(one["properties"]["who"] == "Ann" and one["properties"]["when"] for one in features)
    build_kit(begun, tmp_path / "kit", only=("gpkg",), issued="2026-11-27")
    check_kit(tmp_path / "kit" / "campus.gpkg")


def refused(at: Page) -> None:
    """A room that crosses itself is refused in one sentence, and nothing is written."""
    at.page.click("#trace-key")
    at.page.click("#trace-room-0")
    at.page.wait_for_selector("#trace-number")
    for corner in ((2.0, 9.0), (6.0, 12.0), (6.0, 9.0), (2.0, 12.0)):
        click(at, corner)
    at.page.click("#done-key")
    at.wait("document.getElementById('desk-saved').textContent.includes('crosses itself')")
    at.page.click("#cancel-key")
    at.errors[:] = [error for error in at.errors if "422" not in error]


def read_layer(path: Path, layer: str) -> list[dict[str, Any]]:
    """Return a layer's rows as GDAL reads them, with the corners of each shape."""
    meta, _, shapes, fields = pyogrio.raw.read(path, layer=layer)
    assert meta["crs"] == f"EPSG:{school.EPSG}"
    rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*fields, strict=True)]
    return [row | {"ring": shapely.get_coordinates(shapely.from_wkb(shape)).tolist()}
            for row, shape in zip(rows, shapes, strict=True)]  # fmt: skip


def check_kit(path: Path) -> None:
    """Read the kit with GDAL: rooms where they were clicked, doors that join the right ones."""
    spaces = {row["number"]: row for row in read_layer(path, "spaces")}
    assert set(spaces) == set(school.ROOMS)
    assert {row["method"] for row in spaces.values()} == {"manual"}
    for number, ring in school.ROOMS.items():
        corners = [school.to_ground(at) for at in ring]
        drawn = spaces[number]["ring"]
        assert max(min(math.dist(corner, at) for at in drawn) for corner in corners) < NEAR_M
        edge = shapely.Polygon(corners).exterior
        assert max(edge.distance(shapely.Point(at)) for at in drawn) < NEAR_M
    names = {row["id"]: number for number, row in spaces.items()} | {"OUTSIDE": "OUTSIDE"}
    doors = {row["number"]: row for row in read_layer(path, "openings")}
    for number, (line, ends) in school.DOORS.items():
        assert {names[doors[number][side]] for side in ("space_a", "space_b")} == ends
        assert abs(doors[number]["width_m"] - math.dist(*line)) < 2 * NEAR_M
