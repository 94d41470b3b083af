"""A floor that lies nowhere: rooms split and merged in its drawing's units, its unit confirmed, its corners placed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from editor.conftest import Edit, Page
from editor.small_school import DEPTH, HALL, TOML, WALL, WIDTH, write_school
from pyproj import Transformer

from campusmap.editor.desk import Desk, look_again, open_desk
from campusmap.editor.ground import list_floors
from campusmap.editor.order import read_order
from campusmap.editor.orders import take_order
from campusmap.errors import InputError
from campusmap.pipeline.people import save_changes

XY = tuple[float, float]
NEAR_M = 0.02
LOW = HALL + WALL  # where the rooms begin, in the drawing, which is in metres from the corridor's corner
UNPLACED = "\n".join(line for line in TOML.splitlines() if not line.startswith("placement"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "campus.toml").write_text(UNPLACED, "utf-8")
    desk = open_desk(write_school(folder), "2026-11-27")
    assert not list_floors(desk.kit.campus)[0][1].frame.placed
    return desk


def area(desk: Desk, identity: str) -> float:
    (_, floor), *_ = list_floors(desk.kit.campus)
    return next((space.outline.area for space in floor.spaces if space.id == identity), 0.0)


def to_page(desk: Desk, at: XY) -> list[float]:
    """Return a place of the drawing in the page's metres: a room's own reference says where the page has it."""
    n = next(n for n, room in enumerate(desk.facts["rooms"]) if room["i"] == "A/1/101")
    x, y = desk.facts["rooms"][n]["at"]
    (_, floor), *_ = list_floors(desk.kit.campus)
    label = next(space for space in floor.spaces if space.id == "A/1/101").outline.representative_point()
    return [at[0] + x / 100 - label.x, at[1] + y / 100 - label.y]


def order(desk: Desk, **said: Any) -> None:
    changes, what = take_order(desk.kit, desk.inputs, read_order({"who": "Ann", **said}, "2026-11-27"))
    save_changes(desk.folder, changes, "Ann", what)
    assert look_again(desk)
    assert desk.trouble == ""


def test_a_floor_that_lies_nowhere_is_mended_in_drawing_units(desk: Desk) -> None:
    line = [(-1.0, LOW + 2), (WIDTH + 1.0, LOW + 2)]
    order(desk, do="split", room="A/1/101", line=[to_page(desk, at) for at in line], border="open")
    wide = WIDTH - WALL / 2
    assert area(desk, "A/1/101") + area(desk, "A/1/101-2") == pytest.approx(wide * DEPTH, abs=0.2)
    assert min(area(desk, "A/1/101"), area(desk, "A/1/101-2")) == pytest.approx(wide * 2, abs=0.2)
    (feature,) = json.loads((desk.folder / "overrides.geojson").read_text("utf-8"))["features"]
    assert feature["geometry"] is None
    assert [pytest.approx(at, abs=NEAR_M) for at in line] == feature["properties"]["drawing"]
    order(desk, do="merge", rooms=["A/1/102", "A/1/103"])
    assert area(desk, "A/1/102") == pytest.approx((2 * WIDTH - WALL / 2) * DEPTH, abs=0.2)
    told = [finding.id for finding in desk.kit.review.findings]
    assert told.count("ROM034") == 2
    assert not {"ROM035", "VEC001"} & set(told)
    before = {room["i"]: room["ar"] for room in desk.facts["rooms"]}
    (desk.folder / "campus.toml").write_text(TOML, "utf-8")
    assert look_again(desk)
    assert list_floors(desk.kit.campus)[0][1].frame.placed
    assert {room["i"]: room["ar"] for room in desk.facts["rooms"]} == pytest.approx(before, abs=0.1)
    order(desk, do="restore", room="A/1/102")
    assert area(desk, "A/1/103") == pytest.approx((WIDTH - WALL / 2) * DEPTH, abs=0.2)


def test_a_drawing_is_placed_by_corners_whose_degrees_are_typed(desk: Desk) -> None:
    folder = desk.folder
    guess = UNPLACED.replace(
        'plan = "main.dxf"', 'plan = "main.dxf"\nunits = { value = "m", confirmed = false }  # a guess'
    )
    (folder / "campus.toml").write_text(guess, "utf-8")
    assert look_again(desk)
    assert desk.facts["desk"]["unplaced"] == [{"f": 0, "why": "units not confirmed (taken to be metres)", "unit": "m"}]
    order(desk, do="unit", floor=0)
    assert 'units = "m"  # a guess' in (folder / "campus.toml").read_text("utf-8")
    assert [one.get("unit") for one in desk.facts["desk"]["unplaced"]] == [None]
    corners = [(0.0, 0.0), (3 * WIDTH, LOW + DEPTH), (0.0, LOW + DEPTH)]
    to_degrees = Transformer.from_crs(32616, 4326, always_xy=True).transform
    places = [list(to_degrees(730_800 - y, 4_420_150 + x)) for x, y in corners]  # on its side
    drawings = [to_page(desk, at) for at in corners]
    with pytest.raises(InputError, match="no school"):
        order(desk, do="lay", typed=True, floor=0, drawings=drawings, places=[at[::-1] for at in places])
    with pytest.raises(InputError, match="each elsewhere"):
        order(desk, do="lay", typed=True, floor=0, drawings=drawings[:1] * 2, places=places[:2])
    order(desk, do="lay", typed=True, floor=0, drawings=drawings, places=places)
    (_, floor), *_ = list_floors(desk.kit.campus)
    assert floor.frame.placed
    assert floor.frame.worst_m == pytest.approx(0.0, abs=NEAR_M)
    assert desk.facts["desk"]["unplaced"] == []
    west, south, east, north = floor.outline.bounds
    assert (east - west, north - south) == pytest.approx((LOW + DEPTH + 2 * WALL, 3 * WIDTH + 2 * WALL), abs=0.1)
    assert (folder / "campus.toml").read_text("utf-8").startswith(guess[:60])


def test_places_that_are_none_are_told_and_the_rest_is_read(desk: Desk) -> None:
    wrong = ['"left of the door"', "[[1, 2]]", "[[1, 2], [3]]", "[[1e999, 2], [3, 4]]", "7"]
    said = [f'"kind": "split", "subject": "A/1/101", "border": "wall", "drawing": {places}' for places in wrong]
    features = ", ".join(f'{{"type": "Feature", "geometry": null, "properties": {{{each}}}}}' for each in said)
    text = f'{{"type": "FeatureCollection", "features": [{features}]}}'
    (desk.folder / "overrides.geojson").write_text(text, "utf-8")
    assert look_again(desk)
    assert desk.trouble == ""
    assert [finding.id for finding in desk.kit.review.findings].count("ROM035") == len(wrong)
    assert area(desk, "A/1/101") == pytest.approx((WIDTH - WALL / 2) * DEPTH, abs=0.2)


def test_corners_are_placed_on_the_page(browser: Any, edit: Edit, tmp_path: Path) -> None:
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "campus.toml").write_text(UNPLACED, "utf-8")
    at = Page(browser, edit(write_school(folder)))
    at.page.click("#area-key")  # there are no grounds yet
    assert at.page.locator("#mode").is_hidden()
    assert at.page.locator("#alone-place").is_visible()
    at.page.click("#placements-key")
    at.page.click("#pin-0")
    at.sign("Ann")
    at.page.wait_for_selector("#mode:not([hidden])")
    middles = [at.ref_of("rooms", f"A/1/{number}") for number in (101, 103)]
    pixels = [at.point_of(ref) for ref in middles]
    for (x, y), place in zip(pixels, ("39.9, nowhere", "39.90000, -84.29980"), strict=True):
        at.page.mouse.click(x, y)
        at.page.keyboard.type(place)
        at.page.keyboard.press("Enter")
        if "nowhere" in place:
            at.page.fill("#pin-place", "39.90000, -84.30000")
            at.page.keyboard.press("Enter")
    with at.page.expect_navigation():  # with the floor on the ground the map is another
        at.page.click("#pin-done-key")
    assert at.page.evaluate("window.campusmap.facts.floors.map((floor) => floor.placed)") == [True]
    west, east = (at.page.evaluate("(ref) => window.campusmap.recordOf(ref).ll", ref) for ref in middles)
    assert (west, east) == (pytest.approx([-84.3, 39.9], abs=1e-5), pytest.approx([-84.2998, 39.9], abs=1e-5))
    assert at.errors == []
    at.context.close()
