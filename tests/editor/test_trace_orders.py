"""Tracing without a page: corners laid on walls to the last digit, what is refused, changed, taken away and undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
import traced_school as school
from shapely import LineString, MultiPoint, Polygon, affinity

from campusmap.editor.desk import Desk, look_again, open_desk
from campusmap.editor.order import read_order
from campusmap.editor.orders import take_order
from campusmap.errors import InputError
from campusmap.pipeline.people import save_changes, undo_last

XY = tuple[float, float]


def open_school(folder: Path, *, laid: bool = True) -> Desk:
    text = school.campus_toml()
    if not laid:
        text = text[: text.index("[building.floor.placement]")].rstrip() + "\n"
    return open_desk(school.write_school(folder, text), "2026-11-27")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return open_school(tmp_path_factory.mktemp("orders") / "school")


def to_page(desk: Desk, at: XY, off: XY = (0.0, 0.0)) -> list[float]:
    """Return a place of the school in the page's metres, as the page rounds it."""
    north = desk.kit.campus.north
    assert north is not None
    a, b, c, d, e, f = north.matrix
    x, y = school.to_ground(at)
    return [round(a * x + b * y + c + off[0], 2), round(d * x + e * y + f + off[1], 2)]


def order(desk: Desk, **said: Any) -> None:
    changes, what = take_order(desk.kit, desk.inputs, read_order({"who": "Ann", **said}, "2026-11-27"))
    save_changes(desk.folder, changes, "Ann", what)
    assert look_again(desk)
    assert desk.trouble == ""


def room(desk: Desk, number: str) -> Any:
    return next(space for space in desk.kit.campus.buildings[0].floors[0].spaces if space.number == number)


def features(desk: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((desk.folder / "overrides.geojson").read_text("utf-8"))["features"]
    return found


def test_rooms_share_their_wall_however_they_were_clicked(desk: Desk) -> None:
    ring = [to_page(desk, at) for at in school.ROOMS["101"]]
    order(desk, do="trace_room", floor=0, ring=ring, number="101", name="Art", use="classroom")
    slipped = [to_page(desk, at, (0.01, -0.01)) for at in school.ROOMS["100"]]
    order(desk, do="trace_room", floor=0, ring=slipped, number="100", name="", use="corridor")
    one, other = room(desk, "101").outline, room(desk, "100").outline
    assert one.intersection(other).area < 0.005
    corners = [shapely.Point(school.to_ground(at)) for at in ((0.0, 6.0), (14.0, 6.0))]
    for shape in (one, other):
        drawn = MultiPoint(shapely.get_coordinates(shape))
        assert max(drawn.distance(corner) for corner in corners) < 0.01
    wall = LineString(corners).buffer(0.03)
    assert wall.difference(one.union(other).buffer(0.001)).area < 0.05 * wall.area  # no crack along it
    assert features(desk)[0]["properties"] == {
        "kind": "room", "floor": "main/1", "number": "101", "name": "Art", "use": "classroom", "method": "manual",
        "who": "Ann", "when": "2026-11-27"}  # fmt: skip


def test_a_door_is_laid_in_the_wall(desk: Desk) -> None:
    ends = [to_page(desk, (3.0, 6.0), (0.05, 0.1)), to_page(desk, (4.0, 6.0), (0.0, -0.1))]
    order(desk, do="trace_opening", floor=0, ends=ends, kind="door", number="A")
    door = desk.kit.campus.buildings[0].floors[0].openings[0]
    assert set(door.joins) == {room(desk, "101").id, room(desk, "100").id}
    assert door.line.distance(room(desk, "100").outline.exterior) < 0.002


def test_a_window_is_laid_in_the_wall_and_looks_into_the_room(desk: Desk) -> None:
    seen_from = {line.opening for line in desk.kit.analysis.sightlines}
    ends = [to_page(desk, (8.0, 6.1)), to_page(desk, (10.0, 5.9))]
    order(desk, do="trace_opening", floor=0, ends=ends, kind="window", number="")
    assert features(desk)[-1]["properties"]["kind"] == "window"
    (window,) = desk.facts["desk"]["traced"]["windows"]
    assert set(window["j"]) == {room(desk, "101").id, room(desk, "100").id}
    assert window["w"] == pytest.approx(2.0, abs=0.01)
    assert window["i"] in {line.opening for line in desk.kit.analysis.sightlines} - seen_from
    order(desk, do="trace_erase", id=window["i"])
    assert desk.facts["desk"]["traced"]["windows"] == []


def test_an_outline_is_changed_and_the_rest_stays(desk: Desk) -> None:
    wider = [(0, 6), (15, 6), (15, 18), (0, 18)]
    own = room(desk, "101").id
    order(desk, do="trace_room", floor=0, room=own, ring=[to_page(desk, at) for at in wider])
    assert room(desk, "101").outline.area == pytest.approx(180, abs=0.2)
    assert (room(desk, "101").name, room(desk, "101").use.value) == ("Art", "classroom")
    assert len(features(desk)) == 3


def test_a_traced_room_is_neither_split_nor_given_back(desk: Desk) -> None:
    """There is no drawing under it: its outline is changed instead, and its shape is not taken away with a split."""
    one, held = room(desk, "101"), features(desk)
    line = [to_page(desk, (3.0, -1.0)), to_page(desk, (3.0, 7.0))]
    orders: list[dict[str, Any]] = [
        {"do": "split", "room": one.id, "line": line, "border": "wall"},
        {"do": "merge", "rooms": [one.id, room(desk, "100").id]},
        {"do": "restore", "room": one.id},
    ]
    for said in orders:
        with pytest.raises(InputError, match="was traced by hand"):
            take_order(desk.kit, desk.inputs, read_order({"who": "Ann", **said}, "2026-11-27"))
    assert features(desk) == held


def test_a_split_written_for_a_traced_room_is_told(tmp_path: Path) -> None:
    desk = open_school(tmp_path / "school")
    ring = [to_page(desk, at) for at in school.ROOMS["101"]]
    order(desk, do="trace_room", floor=0, ring=ring, number="101", name="", use="")
    path = desk.folder / "overrides.geojson"
    collection = json.loads(path.read_text("utf-8"))
    line = {"type": "LineString", "coordinates": collection["features"][0]["geometry"]["coordinates"][0][:2]}
    said = {"kind": "split", "subject": room(desk, "101").id, "border": "wall", "who": "Ann"}
    collection["features"].append({"type": "Feature", "properties": said, "geometry": line})
    path.write_text(json.dumps(collection), "utf-8")
    assert look_again(desk)
    told = [finding.message for finding in desk.kit.review.findings if finding.id == "ROM035"]
    assert len(told) == 1 and "no drawn floor" in told[0]


def test_what_was_traced_is_deleted_and_comes_back(desk: Desk) -> None:
    before = (desk.folder / "overrides.geojson").read_bytes()
    order(desk, do="trace_erase", id=room(desk, "100").id)
    assert len(features(desk)) == 2
    undo_last(desk.folder, "Ann")
    look_again(desk)
    assert sorted(json.dumps(one) for one in features(desk)) == sorted(
        json.dumps(one) for one in json.loads(before)["features"]
    )


@pytest.mark.parametrize(("said", "problem"), [
    ({"do": "trace_room", "ring": [(2, 9), (6, 12), (6, 9), (2, 12)]}, "crosses itself"),
    ({"do": "trace_room", "ring": [(2, 9), (2.1, 9), (2, 9.1)]}, "smaller than"),
    ({"do": "trace_room", "ring": [(2, 9), (6, 12), (6, 9)], "use": "dungeon"}, "is not known"),
    ({"do": "trace_room", "ring": [(2, 9), (6, 12), (6, 9)], "floor": 7}, "is not on the map"),
    ({"do": "trace_opening", "ends": [(2, 9), (3, 9)], "kind": "door"}, "do not lie on one wall"),
    ({"do": "trace_opening", "ends": [(3, 6), (3.1, 6)], "kind": "door"}, "m wide"),
    ({"do": "trace_opening", "ends": [(3, 6), (4, 6)], "kind": "trapdoor"}, "no kind that is known"),
    ({"do": "trace_erase", "id": "main/1/nothing"}, "was not traced by hand"),
    ({"do": "lay", "drawings": [[1, 1], [9, 9]], "places": [[1, 1], [9, 9]]}, "has a placement"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence(desk: Desk, said: dict[str, Any], problem: str) -> None:
    shapes = {key: [to_page(desk, at) for at in said[key]] for key in ("ring", "ends") if key in said}
    with pytest.raises(InputError, match=problem) as caught:
        take_order(desk.kit, desk.inputs, read_order({"who": "Ann", "floor": 0, **said, **shapes}, "2026-11-27"))
    assert "\n" not in str(caught.value)


def test_a_picture_is_laid_in_campus_toml_and_taken_back(tmp_path: Path) -> None:
    desk = open_school(tmp_path / "school", laid=False)
    before = (desk.folder / "campus.toml").read_bytes()
    assert [one["lay"] for one in desk.facts["underlays"]] == [True]
    places = [(0.0, 0.0), (30.0, 18.0), (30.0, 0.0)]
    order(desk, do="lay", floor=0, drawings=[list(school.to_pixel(at)) for at in places],
          places=[to_page(desk, at) for at in places])  # fmt: skip
    floor = desk.kit.campus.buildings[0].floors[0]
    assert floor.frame.placed
    assert floor.frame.residual_m is not None
    assert floor.frame.residual_m < 0.02
    (shown,) = desk.facts["underlays"]
    size = desk.pictures[next(iter(desk.pictures))]
    corners = Polygon([(0, 0), (size.columns, 0), (size.columns, size.rows), (0, size.rows)])
    a, b, c, d, e, f = shown["m"]
    laid = affinity.affine_transform(corners, (a, b, d, e, c, f))
    true = Polygon([to_page(desk, at) for at in ((-2, 20), (32, 20), (32, -2), (-2, -2))])
    assert laid.symmetric_difference(true).area < 2.5  # the sheet's edge of 112 m, some centimetres off
    undo_last(desk.folder, "Ann")
    assert (desk.folder / "campus.toml").read_bytes() == before
