"""Markers by room, door, coordinates; what cannot be placed; ids."""

from __future__ import annotations

import random

import pytest
from demo_campus import EPSG, LAT, LON, demo_campus
from pyproj import Transformer
from shapely import Point

from campusmap.model.places import Campus, Marker
from campusmap.model.source import Ref
from campusmap.model.tables import Row
from campusmap.safety.devices import place_markers
from campusmap.safety.kinds import KINDS, read_kind

CAMPUS = demo_campus()
OLD = {m.id for m in CAMPUS.markers}


def _place(*rows: dict[str, str]) -> tuple[Campus, list[Marker], list[str]]:
    read = tuple(Row(cells, Ref("markers.csv", place=f"row {n}")) for n, cells in enumerate(rows, 2))
    done = place_markers(CAMPUS, read)
    new = [m for m in done.markers if m.id not in OLD]
    return done, new, [n.code for n in done.notices[len(CAMPUS.notices) :]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gas shut-off", "GAS_SHUTOFF"), ("gas_shutoff", "GAS_SHUTOFF"), ("Bleeding control kit", "BLEEDING_KIT"),
        ("AEDs", "AED"), ("AED 2", "AED"), ("Knox Box", "KEY_BOX"), ("Fire Alarm Control Panel", "FACP"),
        ("main water shutoff", "WATER_SHUTOFF"), ("Two-way radio", "TWO_WAY_RADIO"), ("eyewash", None), ("", None),
    ],
)  # fmt: skip
def test_kinds_as_people_write_them(text: str, kind: str | None) -> None:
    assert read_kind(text) == kind


def test_every_kind_knows_its_own_name() -> None:
    assert all(read_kind(kind) == kind and read_kind(kind.replace("_", " ").lower()) == kind for kind in KINDS)
    assert len(KINDS) == 38


def test_by_room_stands_in_the_room_and_never_on_another() -> None:
    rows = [{"kind": "camera", "building": "main", "floor": "1", "room": "110"} for _ in range(12)]
    _, markers, codes = _place(*rows)
    room = next(s for b in CAMPUS.buildings for f in b.floors for s in f.spaces if s.id == "main/1/110")
    points = [m.at for m in markers if m.at]
    assert len(points) == 12 and codes == []
    assert all(room.outline.contains(point) for point in points)
    assert min(a.distance(b) for i, a in enumerate(points) for b in points[:i]) > 0.75
    assert {(m.building, m.floor, m.space) for m in markers} == {("main", "main/1", "main/1/110")}


def test_ids_do_not_hang_on_the_order_of_the_rows() -> None:
    rows = [{"kind": "aed", "building": "main", "floor": "1", "room": str(n)} for n in (101, 103, 105, 109)]
    rows += [{"kind": "hydrant", "lon": f"{LON + n / 1e4}", "lat": f"{LAT}"} for n in range(4)]
    shuffled = random.Random(1).sample(rows, len(rows))
    assert [m.id for m in _place(*rows)[1]] == [m.id for m in _place(*shuffled)[1]]
    twice = [m.id for m in _place(rows[0], rows[0])[1]]
    assert twice == ["m-aed-main-1-101", "m-aed-main-1-101~2"]


def test_by_lonlat_agrees_with_the_projection_and_finds_the_room() -> None:
    room = next(s for b in CAMPUS.buildings for f in b.floors for s in f.spaces if s.id == "main/2/212")
    lon, lat = Transformer.from_crs(EPSG, 4326, always_xy=True).transform(
        room.outline.centroid.x, room.outline.centroid.y
    )
    row = {"kind": "AED", "lon": str(lon), "lat": str(lat), "building": "main", "floor": "2", "room": "212"}
    _, markers, codes = _place(row)
    assert markers[0].at and markers[0].at.distance(room.outline.centroid) < 0.002
    assert (markers[0].space, codes) == ("main/2/212", [])
    _, markers, codes = _place({k: row[k] for k in ("kind", "lon", "lat")})
    assert (markers[0].building, markers[0].floor, codes) == ("main", "", ["marker.floor_unknown"])


def test_by_drawing_goes_through_the_frame() -> None:
    floor = next(f for b in CAMPUS.buildings for f in b.floors if f.id == "main/1")
    a, b, c, d, e, f = floor.frame.matrix
    row = {"kind": "FACP", "x": "5", "y": "4", "drawing": r"C:\plans\MAIN-1.dxf", "serial": "77"}
    _, markers, codes = _place(row)
    assert markers[0].at and markers[0].at.distance(Point(5 * a + 4 * b + c, 5 * d + 4 * e + f)) < 0.002
    assert (markers[0].floor, markers[0].space, codes) == ("main/1", "main/1/101", [])
    assert markers[0].attributes == {"located_by": "drawing", "serial": "77"}


def test_key_box_hangs_outside_its_door_and_a_panel_inside() -> None:
    door = {"building": "main", "door": "Door 1"}
    _, markers, codes = _place({"kind": "Knox box", **door}, {"kind": "annunciator", **door}, {"kind": "FDC", **door})
    main = next(b for b in CAMPUS.buildings if b.id == "main")
    places = {m.kind: m.at for m in markers}
    opening = next(o for o in main.floors[0].openings if o.id == "main/1/d-1")
    assert codes == []
    for kind, inside in (("KEY_BOX", False), ("FDC", False), ("ANNUNCIATOR", True)):
        point = places[kind]
        assert point and main.footprint.contains(point) is inside
        assert 0.5 < point.distance(opening.line) < 0.7
    assert places["KEY_BOX"].distance(places["FDC"]) > 0.4  # type: ignore[union-attr]
    assert {m.space for m in markers if m.kind == "ANNUNCIATOR"} == {"main/1/lobby"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"kind": "AED", "building": "main", "room": "999"}, "marker.no_such_room"),
        ({"kind": "AED", "building": "main", "room": "Stair A"}, "marker.ambiguous_room"),
        ({"kind": "AED", "building": "main", "door": "88"}, "marker.no_such_door"),
        ({"kind": "AED", "building": "main"}, "marker.not_placed"),
        ({"kind": "AED", "lon": "37.4", "lat": "-122"}, "table.bad_value"),
        ({"kind": "AED", "lon": "-121.0", "lat": "37.4"}, "marker.not_placed"),
        ({"kind": "AED", "x": "5", "y": "4"}, "marker.not_placed"),
        ({"kind": "Eyewash", "building": "main", "floor": "1", "room": "101"}, "marker.unknown_kind"),
    ],
)
def test_what_cannot_be_used_stays_with_a_notice(row: dict[str, str], code: str) -> None:
    done, markers, codes = _place(row)
    assert len(markers) == 1 and codes == [code]
    assert (markers[0].at is None) is (code != "marker.unknown_kind")
    assert done.notices[-1].subject == markers[0].id


@pytest.mark.parametrize(
    ("written", "status", "is_there"),
    [("Planned ", "planned", False), ("REMOVED", "removed", False), ("not present", "none", False),
     ("", "", True), ("In service", "In service", True)],
)  # fmt: skip
def test_a_status_says_whether_a_device_is_there_however_it_is_written(
    written: str, status: str, is_there: bool
) -> None:
    _, markers, _ = _place({"kind": "AED", "building": "main", "floor": "1", "room": "101", "status": written})
    assert (markers[0].status, markers[0].is_there) == (status, is_there)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"room": "999"}, "there is no room 999"),
        ({"room": "101", "building": "Mian"}, "room 101: there is no building Mian"),
        ({"room": "101", "building": "main", "floor": "9"}, "room 101: building main has no floor 9"),
        ({"room": "101", "floor": "9"}, "room 101: no building has a floor 9"),
        (
            {"kind": "Defibrilator", "room": "101", "building": "main"},
            "is not a kind of marker that is known; is it AED?",
        ),
        ({"kind": "Eyewash", "room": "101", "building": "main"}, "Eyewash is not a kind of marker that is known"),
        ({"door": "1", "building": "Mian"}, "door 1: there is no building Mian"),
    ],
)
def test_what_a_row_names_that_is_not_there_is_told(row: dict[str, str], said: str) -> None:
    done, _, _ = _place({"kind": "AED", **row})
    assert done.notices[-1].text.endswith(said)


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ({"building": "Mian"}, "marker.no_such_floor", "there is no building Mian"),
        ({"door": "999"}, "marker.no_such_door", "there is no door 999"),
        ({"drawing": "other.dxf"}, "table.bad_value", "drawing 'other.dxf' is no floor's plan"),
        ({"x": "12 furlongs"}, "table.bad_value", "x '12 furlongs' is no number"),
    ],
)
def test_what_is_named_beside_coordinates_is_told_too(row: dict[str, str], code: str, said: str) -> None:
    done, markers, codes = _place({"kind": "HYDRANT", "lon": f"{LON + 1e-3}", "lat": f"{LAT}", **row})
    assert markers[0].at is not None and codes == [code]
    assert done.notices[-1].text == f"{said}; it stands where its coordinates are"
    beside_a_door = _place({"kind": "AED", "building": "main", "floor": "1", "door": "1", "room": "999"})
    assert beside_a_door[2] == ["marker.no_such_room"]


@pytest.mark.parametrize("row", [{"building": "Mian"}, {"building": "main", "floor": "9"}, {"floor": "9"}])
def test_none_in_a_building_that_is_not_there_is_none_nowhere(row: dict[str, str]) -> None:
    _, markers, codes = _place({"kind": "AED", "status": "none", **row})
    assert (markers, codes) == ([], ["marker.no_such_floor"])


def test_none_here_is_a_record_and_no_fault() -> None:
    _, markers, codes = _place(
        {"kind": "Solar shut-off", "building": "Annex", "status": "None", "checked_on": "2025-01-02"}
    )
    assert (markers[0].status, markers[0].at, markers[0].building, codes) == ("none", None, "annex", [])
    assert markers[0].attributes["checked_on"] == "2025-01-02"


def test_coordinates_outside_the_named_room_are_noted() -> None:
    row = {"kind": "AED", "building": "main", "floor": "1", "room": "112", "x": "5", "y": "4"}
    assert _place(row)[2] == ["marker.not_in_room"]
