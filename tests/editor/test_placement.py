"""A plan's placement on the page: control points are dragged, or moved by keyboard; residuals and poses are told."""

from __future__ import annotations

import json
import math
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Edit, Page
from editor.small_school import write_school
from pyproj import Transformer

ORIGIN = (730800.0, 4420150.0)  # metres in EPSG:32616
CORNERS = ((0.0, 0.0), (24.0, 0.0), (24.0, 9.2), (0.0, 9.2))


def to_degrees(x: float, y: float) -> tuple[float, float]:
    lon, lat = Transformer.from_crs(32616, 4326, always_xy=True).transform(ORIGIN[0] + x, ORIGIN[1] + y)
    return round(lon, 9), round(lat, 9)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school that lies by four control points in its footprint."""
    made = write_school(tmp_path_factory.mktemp("placed") / "school")
    points = ",\n".join(f"  {{ drawing = [{x}, {y}], lonlat = {list(to_degrees(x, y))} }}" for x, y in CORNERS)
    toml = made / "campus.toml"
    lines = toml.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("placement"))
    lines[at] = f'[building.placement]\nmethod = "control_points"\npoints = [\n{points},\n]'
    toml.write_text("\n".join([*lines, '[footprints]\nfile = "footprints.geojson"\n']), "utf-8")
    ring = [to_degrees(*corner) for corner in ((-0.2, -0.2), (24.2, -0.2), (24.2, 9.4), (-0.2, 9.4), (-0.2, -0.2))]
    feature = {"type": "Feature", "properties": {"id": "A"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    collection = {"type": "FeatureCollection", "features": [feature]}
    (made / "footprints.geojson").write_text(json.dumps(collection), "utf-8")
    return made


@pytest.fixture(scope="module")
def ann(browser: Any, edit: Edit, folder: Path) -> Page:
    return Page(browser, edit(folder))


def placement(at: Page) -> dict[str, Any]:
    found: dict[str, Any] = at.page.evaluate("window.campusmap.facts.desk.placements[0]")
    return found


def stated(folder: Path, n: int) -> tuple[float, float]:
    """Return where campus.toml says that a control point is, in metres from the school's corner."""
    data = tomllib.loads((folder / "campus.toml").read_text("utf-8"))
    lon, lat = data["building"][0]["placement"]["points"][n]["lonlat"]
    x, y = Transformer.from_crs(4326, 32616, always_xy=True).transform(lon, lat)
    return x - ORIGIN[0], y - ORIGIN[1]


def pixel(at: Page, x: float, y: float) -> tuple[float, float]:
    script = """([x, y]) => {
      const box = document.getElementById("map_campus").getBoundingClientRect();
      const [mx, my] = window.campusmap.toMap(x, y), p = window.campusmap.map.latLngToContainerPoint([my, mx]);
      return [box.left + p.x, box.top + p.y];
    }"""
    across, down = at.page.evaluate(script, [x, y])
    return float(across), float(down)


def carry(at: Page, start: tuple[float, float], goal: tuple[float, float]) -> None:
    at.page.mouse.move(*start)
    at.page.mouse.down()
    for step in range(1, 6):
        at.page.mouse.move(*(a + (b - a) * step / 5 for a, b in zip(start, goal, strict=True)))
    at.page.mouse.up()
    at.sign_if_asked("Ann")
    at.settle()


def test_a_point_is_dragged_and_what_it_misses_by_is_told(ann: Page, folder: Path) -> None:
    ann.page.click("#placements-key")
    before = placement(ann)
    assert max(point["off"] for point in before["points"]) < 0.02
    ann.page.click("#placement-0")
    ann.page.wait_for_timeout(300)
    x, y = before["points"][3]["at"]
    start, goal = pixel(ann, x, y), pixel(ann, x + 1.2, y + 0.9)
    carry(ann, start, goal)
    moved = stated(folder, 3)
    # the page's frame is turned against the grid of the projection by less than two degrees here
    assert math.dist(moved, CORNERS[3]) == pytest.approx(1.5, abs=0.12)
    assert math.dist(stated(folder, 0), CORNERS[0]) < 0.01
    after = placement(ann)
    assert after["points"][3]["at"] == pytest.approx([x + 1.2, y + 0.9], abs=0.1)
    # Four corners of a rectangle, one of them wrong by 1.5 m: a similarity takes up a half of it and leaves the rest
    assert 0.4 < after["worst"] < 1.3
    assert f"{after['points'][3]['off']:.2f} m off" in ann.page.inner_text("#placements")
    ann.page.keyboard.press("Control+z")
    ann.settle()
    assert placement(ann) == before


def test_a_point_is_moved_by_keyboard(ann: Page, folder: Path) -> None:
    was = stated(folder, 2)
    if ann.page.locator("#panel").is_hidden():
        ann.page.click("#placements-key")
    ann.page.focus("[aria-label='Move point 3']")
    ann.page.keyboard.press("Enter")
    ann.page.wait_for_selector("#mode:not([hidden])")
    ann.page.evaluate("window.campusmap.map.panBy([40, 0], { animate: false })")
    ann.page.keyboard.press("Enter")
    ann.settle()
    now = stated(folder, 2)
    assert 0.1 < now[0] - was[0] < 5
    assert abs(now[1] - was[1]) < 0.2 * (now[0] - was[0])
    ann.page.keyboard.press("Control+z")
    ann.settle()
    assert stated(folder, 2) == was


def test_rival_poses_are_told(ann: Page) -> None:
    if ann.page.locator("#panel").is_hidden():
        ann.page.click("#placements-key")
    ann.page.click("text=Other poses")
    ann.wait("/could also lie/.test(document.getElementById('poses-0').textContent)")
    words = ann.page.inner_text("#poses-0")
    assert "with the footprint now" in words
    assert "turned by 18" in words  # a rectangle fits the other way round as well
    assert ann.errors == []


def anchor_of(folder: Path) -> dict[str, Any]:
    data = tomllib.loads((folder / "campus.toml").read_text("utf-8"))
    found: dict[str, Any] = data["building"][0]["placement"]
    return found


def test_a_plan_that_lies_by_an_anchor_is_shifted_and_turned(browser: Any, edit: Edit, tmp_path: Path) -> None:
    folder = write_school(tmp_path / "school")
    toml = folder / "campus.toml"
    lines = toml.read_text("utf-8").splitlines()
    at_line = next(n for n, line in enumerate(lines) if line.startswith("placement"))
    lon, lat = to_degrees(0.0, 0.0)
    own = ["[building.placement]  # by the surveyor's pin", f"bearing_deg = 350.0 # from the deed, not {lat}",
           f"lonlat = [ {lon},", f"  {lat} ] # the pin at the south-west corner", 'method = "anchor"']  # fmt: skip
    toml.write_text("\n".join([*lines[:at_line], *own, *lines[at_line + 1 :]]) + "\n", "utf-8")
    was = toml.read_bytes()
    ann = Page(browser, edit(folder))
    ann.page.click("#placements-key")
    ann.page.click("#placement-0")
    ann.page.wait_for_timeout(300)
    pin, corner = (one["at"] for one in placement(ann)["points"])
    assert math.dist(pin, corner) == pytest.approx(math.hypot(24.0, 9.2), abs=0.5)
    carry(ann, pixel(ann, *pin), pixel(ann, pin[0] + 3.0, pin[1] + 4.0))
    here = Transformer.from_crs(4326, 32616, always_xy=True).transform(*anchor_of(folder)["lonlat"])
    assert math.dist(here, ORIGIN) == pytest.approx(5.0, abs=0.2)
    assert anchor_of(folder)["bearing_deg"] == 350.0
    ann.page.wait_for_selector("#placement-0")  # the map has moved with the only plan, and the points are there again
    ann.page.wait_for_timeout(300)
    pin, corner = (one["at"] for one in placement(ann)["points"])
    across, up = corner[0] - pin[0], corner[1] - pin[1]
    by = math.radians(-30)  # counted against the clock, as in a textbook
    goal = (pin[0] + across * math.cos(by) - up * math.sin(by), pin[1] + across * math.sin(by) + up * math.cos(by))
    carry(ann, pixel(ann, *corner), pixel(ann, *goal))
    assert anchor_of(folder)["bearing_deg"] == pytest.approx(20.0, abs=0.8)
    now = [one["at"] for one in placement(ann)["points"]]
    turned = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in (now, (pin, goal))]
    assert turned[0] == pytest.approx(turned[1], abs=0.02)
    text = toml.read_text("utf-8")
    assert "# by the surveyor's pin" in text
    assert f"# from the deed, not {lat}" in text
    assert "# the pin at the south-west corner" in text
    for key in ("bearing_deg", "lonlat"):
        ann.page.keyboard.press("Control+z")
        give_up = time.monotonic() + 60
        while anchor_of(folder)[key] != tomllib.loads(was.decode())["building"][0]["placement"][key]:
            assert time.monotonic() < give_up, key
            ann.page.wait_for_timeout(50)
        ann.settle()
    assert toml.read_bytes() == was
    assert ann.errors == []
    ann.context.close()
