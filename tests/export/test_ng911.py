"""The 911 centre's layers: the standard's fields to the letter, read by SQLite and by GDAL."""

from __future__ import annotations

import re
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from demo_campus import demo_kit
from export.read_back import Seen, doors, missed, placed, to_metres

from campusmap.export.ng911 import write_ng911
from campusmap.export.street import Street, split_street
from campusmap.model.kit import Kit
from campusmap.model.places import Marker
from campusmap.model.settings import Ng911
from campusmap.rules.evidence import Evidence
from campusmap.rules.run import review

AGENCY = "psap.example.org"
TOLD = Ng911(AGENCY, "US", "CA", "Demo County", "Demo City", "94000")
SCHEMA = Path(__file__).with_name("ng911_schema.toml")


def kit_with(told: Ng911) -> Kit:
    kit = demo_kit()
    return replace(kit, project=replace(kit.project, ng911=told))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_ng911(kit_with(TOLD), tmp_path_factory.mktemp("ng911"))[0]


def schema(version: int) -> dict[str, dict[str, str]]:
    layers: dict[str, str] = tomllib.loads(SCHEMA.read_text("utf-8"))[str(version)]
    return {name: dict(re.findall(r"(\w+):\s+([TIRD]\d*!?)", fields)) for name, fields in layers.items()}


def columns(path: Path, layer: str) -> dict[str, tuple[str, bool]]:
    with closing(sqlite3.connect(path)) as base:
        rows = base.execute(f"PRAGMA table_info('{layer}')").fetchall()
    return {name: (kind, bool(filled)) for _, name, kind, filled, *_ in rows if name not in {"fid", "geom"}}


def wanted(kind: str) -> tuple[str, bool]:
    letter, width, filled = re.fullmatch(r"([TIRD])(\d*)(!?)", kind).groups()  # type: ignore[union-attr]
    return {"T": f"TEXT({width})", "I": "INTEGER", "R": "DOUBLE", "D": "DATETIME"}[letter], bool(filled)


@pytest.mark.parametrize("version", [3, 2])
def test_names_types_lengths_and_what_must_be_filled(version: int, tmp_path: Path) -> None:
    (path,) = write_ng911(kit_with(replace(TOLD, version=version)), tmp_path)  # type: ignore[arg-type]
    layers = schema(version)
    assert [name for name, _ in pyogrio.list_layers(path)] == list(layers)
    for layer, fields in layers.items():
        assert columns(path, layer) == {name: wanted(kind) for name, kind in fields.items()}
        assert pyogrio.read_info(path, layer=layer)["crs"] == "EPSG:4326"


def test_sqlite_finds_the_file_whole(written: Path) -> None:
    data = written.read_bytes()
    assert data[68:72] == b"GPKG"
    with closing(sqlite3.connect(written)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        changed = {row[0] for row in base.execute("SELECT last_change FROM gpkg_contents")}
    assert changed == {"2025-08-15T00:00:00.000Z"}


def test_every_room_door_building_and_device_is_there(written: Path) -> None:
    kit = demo_kit()
    points, areas, devices = (pyogrio.read_dataframe(written, layer=layer) for layer in schema(3))
    for building, floor in placed(kit):
        here = (areas["Structure"] == building.name) & (areas["Floor"] == floor.name)
        rows = areas[here & (areas["FloorIndex"] == floor.ordinal) & (areas["Placement"] == "Interior")]
        found = [
            _seen(kit, n, a, g.geoms[0]) for n, a, g in zip(rows["Room"], rows["Addtl_Loc"], rows.geometry, strict=True)
        ]
        assert missed((Seen(s.shown_number + "/" + s.name, s.outline) for s in floor.spaces), found) == []
        assert len(found) == len(floor.spaces)
        rows = points[(points["Structure"] == building.name) & (points["Floor"] == floor.name)]
        inside = rows[rows["Placement"] == "InteriorCentroid"]
        assert sorted(map(_text, inside["Room"])) == sorted(s.shown_number for s in floor.spaces)
        out = [o for o in doors(floor) if o.exterior]
        entries = rows[rows["Placement"] == "ExteriorAccess"]
        numbers = [re.sub(r"^Door | \(main entrance\)$", "", text) for text in entries["Addtl_Loc"]]
        seen = [Seen(n, to_metres(kit, at)) for n, at in zip(numbers, entries.geometry, strict=True)]
        assert missed((Seen(o.number, o.line.interpolate(0.5, normalized=True)) for o in out), seen) == []
    assert sorted(areas["Placement"].value_counts().to_dict().items())[1:] == [("Site", 1), ("Structure", 2)]
    there = [m for m in kit.campus.markers if m.at is not None and m.status == ""]
    labels = [
        Seen(label.split(" (")[0], to_metres(kit, at))
        for label, at in zip(devices["LM_Label"], devices.geometry, strict=True)
    ]
    assert missed((Seen(m.label or "extinguisher", m.at) for m in there if m.at), labels) == []
    assert len(labels) == len(there) and set(devices["LM_Ind"]) == {"U"}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _seen(kit: Kit, number: Any, name: Any, shape: Any) -> Seen:
    return Seen(f"{_text(number)}/{_text(name)}", to_metres(kit, shape))


def test_records_carry_agency_id_address_and_coordinates(written: Path) -> None:
    frame = pyogrio.read_dataframe(written, layer="SiteStructureAddressPoint")
    ids = frame["NGUID"]
    assert ids.is_unique and all(re.fullmatch(rf"urn:emergency:uid:gis:SSAP:.+:{AGENCY}", one) for one in ids)
    assert set(frame["DiscrpAgID"]) == {AGENCY} and set(frame["A1"]) == {"CA"} and set(frame["Country"]) == {"US"}
    room = frame[frame["Room"] == "101"].iloc[0]
    assert (room["Add_Number"], room["St_Name"], room["St_PosTyp"], room["Post_Comm"]) == (
        100,
        "Demo",
        "Way",
        "Demo City",
    )
    assert (room["Place_Type"], room["Site"], room["FloorIndex"]) == ("classroom", "Demo School", 0)
    assert (abs(frame["Longitude"] - frame.geometry.x) < 1e-9).all() and (
        frame["Latitude"].round(7) == frame["Latitude"]
    ).all()


def test_what_nobody_states_stays_empty(tmp_path: Path) -> None:
    (path,) = write_ng911(kit_with(Ng911()), tmp_path)
    frame = pyogrio.read_dataframe(path, layer="SiteStructureAddressPoint")
    assert frame["DiscrpAgID"].isna().all() and frame["NGUID"].isna().all() and frame["A1"].isna().all()
    assert len(frame) > 40 and columns(path, "SiteStructureAddressPoint")["NGUID"] == ("TEXT(254)", False)


def test_texts_longer_than_their_field_are_cut(tmp_path: Path) -> None:
    kit = kit_with(TOLD)
    building = kit.campus.buildings[1]
    floors = (
        replace(building.floors[0], spaces=tuple(replace(s, number="9" * 80) for s in building.floors[0].spaces)),
    )
    campus = replace(kit.campus, buildings=(replace(building, floors=floors),))
    (path,) = write_ng911(replace(kit, campus=campus), tmp_path)
    rooms = pyogrio.read_dataframe(path, layer="SiteStructureAddressPolygon")["Room"].dropna()
    assert {len(room) for room in rooms if room.startswith("9999")} == {75}


def test_version_2_keeps_devices_among_the_points(tmp_path: Path) -> None:
    kit = kit_with(replace(TOLD, version=2))
    (path,) = write_ng911(kit, tmp_path)
    frame = pyogrio.read_dataframe(path)
    assert "Building" in frame.columns and "Structure" not in frame.columns
    assert {"Site", "Structure"} == set(frame["Placement"])
    assert "AED (defibrillator): AED 1" in set(frame["Addtl_Loc"]) and set(frame["Inc_Muni"]) == {"Demo City"}


def test_a_campus_without_coordinates_gets_no_file(tmp_path: Path) -> None:
    kit = demo_kit()
    assert write_ng911(replace(kit, campus=replace(kit.campus, epsg=None, north=None, grid=None)), tmp_path) == []


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("100 Demo Way, Demo City", Street(100, "", "", "Demo", "Way")),
        ("1200 N. Cedar Ridge Rd", Street(1200, "", "North", "Cedar Ridge", "Road")),
        ("12B Main St SW", Street(12, "B", "", "Main", "Street", "Southwest")),
        ("7 Broadway", Street(7, "", "", "Broadway")),
        ("5 North Street", Street(5, "", "North", "Street")),
        ("Contoso Way 1, Eastside", Street()),
        ("", Street()),
    ],
)
def test_addresses_come_apart(address: str, street: Street) -> None:
    assert split_street(address) == street


def told(kit: Kit) -> set[tuple[str, str]]:
    evidence = Evidence(kit.campus, kit.project, issued="2025-08-15")
    return {(f.id, f.message) for f in review(evidence).findings if f.id.startswith("EXP")}


def test_what_is_missing_or_cut_is_told() -> None:
    assert told(kit_with(TOLD)) == set()
    said = {message for _, message in told(kit_with(Ng911(AGENCY, "US", version=2)))}
    assert any("does not state state, county, municipality" in message for message in said)
    kit = kit_with(TOLD)
    long = Marker("m-long", "AED", "A" * 90, "main", "main/1", at=kit.campus.markers[0].at)
    (finding,) = told(replace(kit, campus=replace(kit.campus, markers=(long,))))
    assert finding[0] == "EXP002" and "is cut to 100 characters" in finding[1] and "LM_Label" in finding[1]
