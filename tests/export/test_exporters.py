"""What holds for every exporter, and each file read back by an independent reader."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio
import pyproj
import pytest
import shapely
from demo_campus import EPSG, demo_kit
from shapely.geometry import shape

from campusmap.carto.packet import Packet
from campusmap.export.columns import LAYERS, make_records
from campusmap.export.csvs import make_cell, write_csvs
from campusmap.export.geojson import write_geojson
from campusmap.export.gpkg import write_gpkg
from campusmap.export.manifest import verify_kit, write_manifest
from campusmap.export.table import EXPORTERS, before_rules, write_together
from campusmap.model.finding import Review
from campusmap.model.kit import Kit
from campusmap.model.requirement import Requirements

# The contract, written out again on purpose.
CONTRACT = {
    "spaces": "id building floor ordinal number posted_number name aliases use suite occupants lockable area_m2 grid"
    " usng lon lat nearest_door nearest_door_m nearest_aed nearest_aed_m hard_corner method source_file source_handle"
    " compass quadrant floor_words",
    "openings": "id building floor ordinal kind number exterior space_a space_b width_m class lock locks_from_inside"
    " access_control covering glazing swing grid usng lon lat source_file source_handle side compass",
    "markers": "id kind label building floor ordinal space attributes grid usng lon lat source_file",
    "hard_corners": "id space_id number building floor ordinal status area_m2 capacity assumed confirmed_by"
    " confirmed_on exposed_m2",
    "sightlines": "space_id opening_id case depth_m assumed set_back_m reveal_left_m reveal_right_m",
    "buildings": "id number name radio_name address main_entrance sides floors",
}
ORDER = ["buildings", "floors", "spaces", "openings", "markers", "hard_corners", "sightlines", "routes", "coverage",
         "proposals", "grid"]  # fmt: skip


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _exporters() -> list[str]:
    parts = ("carto.packet", "render.pdf", "render.web.page", "export.findings")
    ready = all(importlib.util.find_spec(f"campusmap.{part}") for part in parts)
    names = (
        "map packet findings requirements csv survey signs gpkg geojson kmz tak imdf ng911 rooms_dxf osm resgrid markup"
    )
    return names.split() if ready else []


def test_what_is_written_before_the_rules_have_spoken_tells_nothing_of_them(tmp_path: Path) -> None:
    kit = demo_kit()
    unjudged = replace(kit, review=Review(), sheets=(), requirements=Requirements())
    early = before_rules(EXPORTERS)
    assert len(early) > 8
    told = {}
    for name, each in (("judged", kit), ("unjudged", unjudged)):
        (tmp_path / name).mkdir()
        write_together((*early, "findings"), each, Packet(), tmp_path / name)
        told[name] = _files(tmp_path / name)
    differing = {name for name in told["judged"] if told["judged"][name] != told["unjudged"].get(name)}
    assert differing == {name for name in told["judged"] if name.startswith("findings.")}


@pytest.fixture(scope="module")
def packet() -> Any:
    from campusmap.carto.packet import lay_out

    kit = demo_kit()
    return lay_out(kit.campus, kit.project, kit.analysis)


@pytest.mark.parametrize("name", _exporters())
def test_every_exporter(name: str, packet: Any, tmp_path: Path) -> None:
    from campusmap.export.table import EXPORTERS

    assert list(EXPORTERS) == _exporters()
    one, two = tmp_path / "one" / "kit", tmp_path / "two, élève" / "kit"
    for folder in (one, two):
        folder.mkdir(parents=True)
        written = EXPORTERS[name](demo_kit(), packet, folder)
        assert sorted(path.relative_to(folder).as_posix() for path in written) == sorted(_files(folder))
        assert all(path.stat().st_size > 0 for path in written) and written
        assert list(folder.parent.iterdir()) == [folder]
    assert _files(one) == _files(two)


def test_every_exporter_is_done_once_and_the_packet_first() -> None:
    from campusmap.export.table import EXPORTERS, by_cost

    names = list(EXPORTERS)
    groups = by_cost(names)
    assert groups[0] == ("packet",)
    assert sorted(name for group in groups for name in group) == sorted(names)
    assert by_cost(["imdf", "tak"]) == [("tak",), ("imdf",)]


def test_columns_are_the_contract() -> None:
    assert [layer.name for layer in LAYERS] == ORDER
    for layer in LAYERS:
        if layer.name in CONTRACT:
            assert list(layer.columns) == CONTRACT[layer.name].split()
        assert all(list(row) == list(layer.columns) for row, _ in make_records(layer, demo_kit()))


def test_geopackage_read_by_gdal_and_by_sqlite(tmp_path: Path) -> None:
    kit = demo_kit()
    (path,) = write_gpkg(kit, tmp_path)
    assert [name for name, _ in pyogrio.list_layers(path)] == [*ORDER, "layer_styles"]
    floors = [f for b in kit.campus.buildings for f in b.floors]
    spaces = pyogrio.read_dataframe(path, layer="spaces").set_index("id")
    assert spaces.crs.to_epsg() == EPSG
    for floor in floors:
        for space in floor.spaces:
            row = spaces.loc[space.id]
            assert row["name"] == space.name if space.name else row.isna()["name"]
            assert row["ordinal"] == floor.ordinal
            assert (row.geometry is None) is not floor.frame.placed
            if floor.frame.placed:
                assert row.geometry.symmetric_difference(space.outline).area < 0.05
                assert row.geometry.hausdorff_distance(space.outline) < 0.001
    with sqlite3.connect(path) as base:
        counts = {name: base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in ORDER}
        empty = base.execute("SELECT count(*) FROM spaces WHERE number = '' OR nearest_aed IS NOT NULL").fetchone()[0]
        kinds = dict(base.execute("SELECT name, type FROM pragma_table_info('spaces')").fetchall())
    assert counts["spaces"] == sum(len(f.spaces) for f in floors)
    assert counts["openings"] == sum(len(f.openings) for f in floors)
    assert counts["markers"] == len(kit.campus.markers) and counts["grid"] == 42
    assert empty == 0
    assert (kinds["number"], kinds["area_m2"], kinds["occupants"]) == ("TEXT", "REAL", "MEDIUMINT")


def test_campus_without_coordinates_keeps_every_row(tmp_path: Path) -> None:
    kit = demo_kit()
    bare = replace(kit, campus=replace(kit.campus, epsg=None, north=None, grid=None))
    (path,) = write_gpkg(bare, tmp_path)
    spaces = pyogrio.read_dataframe(path, layer="spaces", read_geometry=False)
    assert len(spaces) == 48 and spaces["lon"].isna().all() and spaces["grid"].isna().all()
    assert pyogrio.read_info(path, layer="spaces")["crs"] is None
    assert all(len(make_records(layer, bare)) for layer in LAYERS if layer.name in CONTRACT)


def test_geojson_by_rfc_7946(tmp_path: Path) -> None:
    kit = demo_kit()
    paths = write_geojson(kit, tmp_path)
    assert [path.stem for path in paths] == ORDER
    back = pyproj.Transformer.from_crs(4326, EPSG, always_xy=True).transform
    for path in paths:
        data = json.loads(path.read_text("utf-8"))
        layer = next(layer for layer in LAYERS if layer.name == path.stem)
        records = make_records(layer, kit)
        assert data["type"] == "FeatureCollection" and "crs" not in data
        assert len(data["features"]) == len(records)
        for feature, (row, drawn) in zip(data["features"], records, strict=True):
            assert feature["properties"] == row
            assert (feature["geometry"] is None) == (drawn is None)
            if drawn is not None:
                found = shape(feature["geometry"])
                assert -122.01 < found.bounds[0] < -121.99 and 37.39 < found.bounds[1] < 37.41
                moved = shapely.transform(found, back, interleaved=False)
                assert moved.hausdorff_distance(drawn) < 0.02
                for part in getattr(found, "geoms", [found]):
                    assert part.geom_type != "Polygon" or part.exterior.is_ccw
                assert all(round(c, 7) == c for xy in shapely.get_coordinates(found).tolist() for c in xy)


def test_geojson_is_what_gdal_reads_too(tmp_path: Path) -> None:
    write_geojson(demo_kit(), tmp_path)
    frame = pyogrio.read_dataframe(tmp_path / "geojson" / "markers.geojson")
    assert len(frame) == 21 and frame.crs.to_epsg() == 4326
    placed = frame[~frame.geometry.isna()]
    assert (abs(placed.geometry.x - placed["lon"]) < 2e-7).all() and (
        abs(placed.geometry.y - placed["lat"]) < 2e-7
    ).all()


def test_csv_opens_right_in_a_spreadsheet(tmp_path: Path) -> None:
    kit = demo_kit()
    rooms, doors, markers = write_csvs(kit, tmp_path)
    data = rooms.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n") == 49
    table = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert list(table[0]) == CONTRACT["spaces"].split()
    row = next(r for r in table if r["id"] == "main/1/109")
    assert (row["number"], row["posted_number"], row["hard_corner"]) == ("109", "109A", "hard_corner")
    assert "110B" not in data.decode("utf-8-sig")  # a planned number is nobody's number yet
    assert "window" not in {r["kind"] for r in csv.DictReader(io.StringIO(doors.read_text("utf-8-sig")))}
    assert len(markers.read_text("utf-8-sig").splitlines()) == 22


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("  =1", "'  =1"), ("\uff1d1", "'\uff1d1"), ("a\0b", "ab"), ("B-12", "B-12"), (None, ""), (True, "yes"),
        (-122.5, "-122.5"), (0, "0"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(value: Any, cell: str) -> None:
    assert make_cell(value) == cell


def _kit_folder(folder: Path) -> Kit:
    kit = demo_kit()
    write_csvs(kit, folder)
    write_geojson(kit, folder)
    write_manifest(kit, folder)
    return kit


def test_manifest_holds_every_file_and_the_edition(tmp_path: Path) -> None:
    kit = _kit_folder(tmp_path)
    data = json.loads((tmp_path / "manifest.json").read_text("ascii"))
    listed = {entry["file"]: entry["sha256"] for entry in data["files"]}
    files = _files(tmp_path)
    files.pop("manifest.json")
    assert listed == files
    assert data["edition"] == {"issued": "2025-08-15", "audience": "responder", "fingerprint": "1a2b3c4d"}
    assert data["program"] == kit.edition.program and data["findings"] == {"ERROR": 2, "WARNING": 1, "NOTE": 0}
    assert [source["file"] for source in data["sources"]] == ["campus.toml", "plans/main-1.dxf"]
    assert verify_kit(tmp_path) == []


def test_verify_sees_every_flipped_bit(tmp_path: Path) -> None:
    import numpy as np

    _kit_folder(tmp_path)
    rng = np.random.default_rng(5)
    paths = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    for trial in range(200):
        path = paths[trial % len(paths)]
        good = path.read_bytes()
        bad = bytearray(good)
        bad[rng.integers(len(bad))] ^= 1 << int(rng.integers(8))
        path.write_bytes(bytes(bad))
        assert verify_kit(tmp_path), path.name
        path.write_bytes(good)
    assert verify_kit(tmp_path) == []


def test_verify_names_what_differs(tmp_path: Path) -> None:
    assert verify_kit(tmp_path)[0].file == "manifest.json"
    _kit_folder(tmp_path)
    (tmp_path / "rooms.csv").unlink()
    (tmp_path / "notes.txt").write_text("mine")
    with (tmp_path / "doors.csv").open("ab") as file:
        file.write(b" ")
    assert {(fault.file, fault.fault) for fault in verify_kit(tmp_path)} == {
        ("rooms.csv", "is missing"), ("notes.txt", "is not in the manifest"), ("doors.csv", "was changed"),
    }  # fmt: skip
