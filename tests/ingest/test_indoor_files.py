"""Rooms that already are polygons: each format gives the same rooms, doors and levels, and nothing is lost unseen."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import shapely
from ingest.indoor_files import (
    CORE,
    EPSG,
    OFFICE,
    ORIGIN,
    RING,
    STAIR,
    feature,
    imdf_files,
    osm_floor,
    typed_frame,
    write_geojson,
    write_imdf_folder,
    write_imdf_zip,
)  # fmt: skip
from shapely import box

from campusmap.errors import InputError
from campusmap.ingest.drawing import read_drawing, read_levels
from campusmap.ingest.imdf import say
from campusmap.ingest.indoor import is_code, read_width
from campusmap.ingest.indoor_item import drop_blanks
from campusmap.ingest.indoor_levels import is_on_level
from campusmap.model.places import OpeningKind
from campusmap.model.project import IndoorColumns
from campusmap.pipeline.inspect import Examination, examine_drawing


def local(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda c: c - ORIGIN)


def rooms(found: Examination) -> dict[str, shapely.Polygon]:
    return {s.number or s.name or s.use.value: local(s.outline) for s in found.floor.spaces}


def joined(found: Examination) -> set[tuple[str, frozenset[str]]]:
    """Name each opening by its kind and the rooms beside it."""
    names = {s.id: s.number or s.name for s in found.floor.spaces}
    return {(o.kind.value, frozenset(names.get(end, end) for end in o.joins)) for o in found.floor.openings}


@pytest.fixture
def osm(tmp_path: Path) -> Path:
    return write_geojson(tmp_path / "school.geojson", osm_floor())


@pytest.mark.parametrize(
    ("stated", "level", "answer"),
    [
        ("0", "0.0", True), ("0-1", "0.5", True), ("0-1", "2", False), ("-1--0.5", "-1", True), ("-1--0.5", "0", False),
        ("0;2", "1", False), ("0;2", "2", True), ("-1-3", "3", True), ("3-1", "2", True), ("EG", "eg", True),
        ("EG", "0", False), ("", "0", False), ("1.5", "1.5", True), ("1.5", "1", False), ("0-1;3", "3", True),
    ],
)  # fmt: skip
def test_levels_are_read_as_they_are_stated(stated: str, level: str, answer: bool) -> None:
    assert is_on_level(stated, level) is answer


def test_levels_with_rooms_are_listed_from_the_lowest(osm: Path) -> None:
    levels = read_levels(osm, name="s")
    assert [(level.key, level.rooms) for level in levels] == [("-1", 1), ("0", 5), ("1", 3)]


def test_file_of_several_levels_asks_which(osm: Path) -> None:
    with pytest.raises(InputError, match=r"holds 3 levels.*-1, 0, 1"):
        read_drawing(osm, name="s.geojson")
    with pytest.raises(InputError, match=r'no level "7".*-1, 0, 1'):
        read_drawing(osm, name="s.geojson", level="7")


def test_rooms_come_out_as_they_are_drawn_holes_and_all(osm: Path) -> None:
    found = rooms(examine_drawing(osm, level="0"))
    assert set(found) == {"C0", "001", "002", "ST1", "GYM"}
    for number, true in (("C0", RING), ("001", CORE), ("002", OFFICE), ("ST1", STAIR)):
        assert found[number].symmetric_difference(true).area < 0.05, number
    assert len(found["C0"].interiors) == 1


def test_room_on_several_levels_is_on_each(osm: Path) -> None:
    assert {level: "ST1" in rooms(examine_drawing(osm, level=level)) for level in ("-1", "0", "1")} == dict.fromkeys(
        ("-1", "0", "1"), True
    )
    assert set(rooms(examine_drawing(osm, level="1"))) == {"ST1", "GYM", "101"}


def test_door_nodes_join_the_rooms_beside_them(osm: Path) -> None:
    found = examine_drawing(osm, level="0")
    assert joined(found) == {
        ("door", frozenset({"C0", "002"})), ("opening", frozenset({"C0", "001"})),
        ("door", frozenset({"002", "OUTSIDE"})), ("door", frozenset({"002", "ST1"})),
    }  # fmt: skip
    widths = {o.refs[0].handle: round(o.line.length, 2) for o in found.floor.openings}
    assert widths == {"node/1": 1.2, "node/2": 0.9, "node/3": 0.9, "node/4": 0.9}
    (entrance,) = [o for o in found.floor.openings if o.exterior]
    assert entrance.number == "1"
    assert found.floor.outline.boundary.distance(entrance.line) < 0.01
    (assumed,) = [n for n in found.notices if n.code == "vector.door_width"]
    assert assumed.count == 3


def test_stair_and_uses_are_as_stated(osm: Path) -> None:
    uses = {s.number: s.use.value for s in examine_drawing(osm, level="0").floor.spaces}
    assert (uses["ST1"], uses["C0"], uses["002"]) == ("stair", "corridor", "office")


@pytest.mark.parametrize(
    ("stated", "use"), [("stairwell", "stair"), ("foyer", "lobby"), ("public", "corridor"), ("other", "corridor")]
)
def test_what_is_drawn_as_a_corridor_is_what_its_type_says_where_that_tells(
    tmp_path: Path, stated: str, use: str
) -> None:
    drawn = [feature(RING, "way/1", indoor="corridor", level="0", ref="C0", type=stated), *osm_floor()[1:3]]
    (space,) = (
        s for s in examine_drawing(write_geojson(tmp_path / "f.geojson", drawn)).floor.spaces if s.number == "C0"
    )
    assert space.use.value == use


def test_every_feature_is_in_the_tally(osm: Path) -> None:
    plan = read_drawing(osm, name="s", level="0")
    assert sum(row.found for row in plan.tally) == len(osm_floor()) == sum(fact.entities for fact in plan.layers)
    assert all(row.found == row.used + row.ignored + row.unread for row in plan.tally)
    reasons = {row.reason for row in plan.tally if row.ignored}
    assert {"on another level", "its level is not stated"} <= reasons


def test_place_is_stated_and_sizes_are_metres(osm: Path) -> None:
    plan = read_drawing(osm, name="s", level="0")
    assert (plan.unit, plan.geodata and plan.geodata.crs) == ("m", f"EPSG:{EPSG}")
    assert examine_drawing(osm, level="0").unit.certain


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "fgb", "geojson"])
def test_columns_may_have_any_names_in_any_format(tmp_path: Path, suffix: str) -> None:
    frame = typed_frame()
    frame = frame[frame.geom_type == "Polygon"] if suffix == "shp" else frame
    frame = frame.to_crs(4326) if suffix == "geojson" else frame
    frame.to_file(tmp_path / f"rooms.{suffix}", engine="pyogrio")
    columns = IndoorColumns(number="RM", name="WHO", kind="ROOM_TYPE", use="ROOM_TYPE")
    found = examine_drawing(tmp_path / f"rooms.{suffix}", columns=columns)
    assert {number: round(shape.area) for number, shape in rooms(found).items()} == {"C0": 152, "002": 72, "ST1": 48}
    assert {s.number: (s.name, s.use.value) for s in found.floor.spaces}["002"] == ("Head teacher", "office")
    assert len(found.floor.openings) == (0 if suffix == "shp" else 1)


def test_column_that_is_not_there_is_refused(osm: Path) -> None:
    with pytest.raises(InputError, match=r'no column "RM".*indoor'):
        read_drawing(osm, name="s", level="0", columns=IndoorColumns(number="RM"))


@pytest.mark.parametrize("form", ["zip", "nested zip", "folder"])
def test_imdf_gives_rooms_doors_and_names(tmp_path: Path, form: str) -> None:
    path = tmp_path / "venue.zip"
    path = write_imdf_folder(tmp_path / "venue") if form == "folder" else write_imdf_zip(path, "v/" * (form[0] == "n"))
    found = examine_drawing(path, level="G")
    spaces = {s.refs[0].handle: s for s in found.floor.spaces}
    assert {key: (s.number, s.name, s.use.value) for key, s in spaces.items()} == {
        "u1": ("", "", "corridor"), "u2": ("007", "Class 7", "classroom"), "u3": ("", "Head teacher", "office"),
        "u4": ("", "Stair 1", "stair"),
    }  # fmt: skip
    assert local(spaces["u1"].outline).symmetric_difference(RING).area < 0.05
    (door,) = found.floor.openings
    assert set(door.joins) == {spaces["u1"].id, spaces["u3"].id}
    (left,) = [n for n in found.notices if n.code == "vector.floor_left"]
    assert "24 m²" in left.text
    total = sum(map(len, imdf_files().values()))
    assert sum(row.found for row in found.plan.tally) == total


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Classroom -", "Classroom"),
        ("-", ""),
        ("N/A", ""),
        ("A-1", "A-1"),
        ("Room 7-", "Room 7-"),
        ("Lab \u2013", "Lab"),
    ],
)
def test_a_dash_for_a_number_that_nobody_gave_is_no_part_of_a_name(text: str, left: str) -> None:
    assert drop_blanks(text) == left
    assert say(json.dumps({"en": text}), "en") == left


@pytest.mark.parametrize("wanted", ["L1", "1", "First", "first"])
def test_imdf_level_answers_to_id_ordinal_and_names(tmp_path: Path, wanted: str) -> None:
    (space,) = examine_drawing(write_imdf_zip(tmp_path / "v.imdf"), level=wanted).floor.spaces
    assert (space.number, space.name) == ("101", "Library 101")


def test_archive_that_is_none_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(write_imdf_zip(tmp_path / "v.zip").read_bytes()[:900])
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "no venue")
    for name in ("cut.zip", "other.zip"):
        with pytest.raises(InputError, match=r"is no IMDF archive|cannot be unpacked"):
            read_drawing(tmp_path / name, name=name)


def test_archive_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campusmap.ingest.imdf_archive.MAX_BYTES", 2000)
    with pytest.raises(InputError, match="unpacks to 0 MB"):
        read_drawing(write_imdf_zip(tmp_path / "v.zip"), name="v.zip")


def test_crossing_overlapping_and_nested_areas_are_told(tmp_path: Path) -> None:
    bow = shapely.Polygon([(30, 0), (40, 10), (40, 0), (30, 10)])
    shapes = [bow, box(0, 0, 10, 10), box(8, 0, 18, 10), box(50, 0, 60, 10), box(52, 2, 54, 4)]
    path = write_geojson(
        tmp_path / "f.geojson", [feature(shape, f"f{i}", number=f"{i}00") for i, shape in enumerate(shapes, 1)]
    )
    found = examine_drawing(path)
    codes = {n.code for n in found.notices}
    assert {"vector.repaired", "rooms.area_overlap"} <= codes
    assert rooms(found)["400"].area == pytest.approx(96, abs=0.1)
    (nested,) = [s for s in found.floor.spaces if s.number == "500"]
    assert nested.refs[0].handle == "f5"


def test_rooms_without_level_among_levelled_ones_are_told(tmp_path: Path) -> None:
    shapes = [("0", box(0, 0, 5, 5)), ("1", box(0, 0, 5, 5)), ("", box(9, 0, 14, 5))]
    path = write_geojson(tmp_path / "f.geojson", [feature(s, ref=f"R{lv}", level=lv) for lv, s in shapes])
    (said,) = [n for n in examine_drawing(path, level="1").notices if n.code == "vector.no_level"]
    assert said.count == 1


def test_rooms_that_only_walls_close_are_found_between_stated_ones(tmp_path: Path) -> None:
    walls = [box(0, 0, 10, 0.2), box(0, 5.8, 10, 6), box(0, 0, 0.2, 6), box(9.8, 0, 10, 6), box(4.9, 0, 5.1, 6)]
    found = [feature(wall, f"w{i}", type="wall") for i, wall in enumerate(walls)]
    stair = feature(box(0.2, 0.2, 4.9, 5.8), "s", type="stairs")
    spaces = examine_drawing(write_geojson(tmp_path / "f.geojson", [*found, stair])).floor.spaces
    assert sorted((s.method, s.use.value, round(s.outline.area)) for s in spaces) == [
        ("area-polyline", "stair", 26), ("walls", "unknown", 26),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "answer"),
    [("B-E.14", True), ("sf314", True), ("HU 2", True), ("STR101", True), ("101a", True), ("Unit 4", False),
     ("A-E-Treppenhaus", False), ("Room 12", False), ("WC", False)],
)  # fmt: skip
def test_codes_are_told_from_names(text: str, answer: bool) -> None:
    assert is_code(text) is answer


@pytest.mark.parametrize(
    ("text", "metres"), [("1.2", 1.2), ("0,9 m", 0.9), ("36 in", 0.9144), ("90 cm", 0.9), ("900", None), ("wide", None)]
)
def test_widths(text: str, metres: float | None) -> None:
    assert read_width(text) == (None if metres is None else pytest.approx(metres))


def test_shapes_strewn_over_the_world_are_no_plan(tmp_path: Path) -> None:
    far = [feature(box(0, 0, 5, 5)), feature(box(90_000, 0, 90_005, 5))]
    with pytest.raises(InputError, match="20 km"):
        read_drawing(write_geojson(tmp_path / "f.geojson", far), name="f.geojson")


def test_wide_exterior_door_stays_a_door(tmp_path: Path) -> None:
    floor = [
        feature(box(0, 0, 20, 10), "way/1", indoor="room", level="0", ref="1"),
        feature(shapely.Point(10, 0), "node/1", door="sliding", level="0", width="6"),
    ]
    (door,) = examine_drawing(write_geojson(tmp_path / "f.geojson", floor)).floor.openings
    assert (door.kind, door.exterior, round(door.line.length, 2)) == (OpeningKind.DOOR, True, 6.0)


def test_two_doors_at_one_place_and_a_gap_within_a_room_are_kept_and_told(tmp_path: Path) -> None:
    floor = [
        feature(box(0, 0, 10, 10), "way/1", indoor="room", level="0", ref="1"),
        feature(box(10, 0, 20, 10), "way/2", indoor="room", level="0", ref="2"),
        feature(shapely.Point(10, 5), "node/1", door="hinged", level="0"),
        feature(shapely.Point(10, 5), "node/2", door="no", level="0"),
        feature(shapely.Point(5, 5), "node/3", door="no", level="0"),
    ]
    found = examine_drawing(write_geojson(tmp_path / "f.geojson", floor))
    assert {o.refs[0].handle for o in found.floor.openings} == {"node/1", "node/2", "node/3"}
    (loose,) = [n for n in found.notices if n.code == "rooms.door_loose"]
    assert loose.ref is not None
    assert loose.ref.handle == "node/3"


def test_door_beside_a_corner_stays_on_its_wall(tmp_path: Path) -> None:
    floor = [
        feature(box(0, 0, 10, 10), "way/1", indoor="room", level="0", ref="1"),
        feature(box(10, 0, 20, 10), "way/2", indoor="room", level="0", ref="2"),
        feature(shapely.Point(10, 0.1), "node/1", door="hinged", level="0"),
    ]
    found = examine_drawing(write_geojson(tmp_path / "f.geojson", floor))
    (door,) = found.floor.openings
    assert door.line.length == pytest.approx(0.9, abs=0.001)
    assert local(door.line).bounds == pytest.approx((10, 0, 10, 0.9), abs=0.002)
    assert len(door.joins) == 2


@pytest.mark.parametrize(("gap", "kept"), [(0.2, False), (2.0, True)])
def test_area_over_all_rooms_is_kept_only_where_it_leaves_a_passage(tmp_path: Path, gap: float, kept: bool) -> None:
    cells = [box(x, 0, x + 10 - gap, 10) for x in (0, 10, 20, 30)]
    shapes = [("all", box(-0.2, -0.2, 40, 10.2)), *((f"r{i}", cell) for i, cell in enumerate(cells))]
    found = examine_drawing(write_geojson(tmp_path / "f.geojson", [feature(s, name) for name, s in shapes]))
    assert (len(found.floor.spaces) == 5) is kept
    assert any(n.code == "rooms.area_dropped" for n in found.notices) is not kept
