"""Vector files: the same features from every format and CRS, every fault told; against pyproj and GDAL's writers."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
from pyproj import Transformer
from shapely import MultiPolygon, Polygon, box

from campusmap.errors import InputError
from campusmap.ingest.vector import read_features
from campusmap.model.notice import NOTICES
from campusmap.model.project import VectorFile

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
HOUSES = [box(-121.495, 38.581, -121.494, 38.582), box(-121.493, 38.581, -121.492, 38.5815)]
NAMES = ["Hauptgebäude", "Gym"]
DRIVERS = {".geojson": "GeoJSON", ".shp": "ESRI Shapefile", ".gpkg": "GPKG", ".fgb": "FlatGeobuf"}


def write(path, shapes=HOUSES, epsg=4326, names=NAMES, **options):
    transform = Transformer.from_crs(4326, epsg, always_xy=True).transform
    moved = [shapely.transform(shape, transform, interleaved=False) for shape in shapes]
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array(moved, dtype=object)),
        field_data=[np.array(names, dtype=object), np.array([101.0, 7.0])],
        fields=["name", "NUMBER"],
        crs=f"EPSG:{epsg}" if options.pop("crs", True) else None,
        driver=DRIVERS[path.suffix],
        geometry_type="Polygon",
        **options,
    )
    return path


def read(path, **spec):
    features, notices = read_features(path, VectorFile(path.name, **spec), name=path.name)
    assert {notice.code for notice in notices} <= set(NOTICES)
    return features, notices


def refuse(path, **spec):
    with pytest.raises(InputError) as caught:
        read(path, **spec)
    assert str(path.parent) not in str(caught.value) and "\n" not in str(caught.value)
    return str(caught.value)


def geojson(path, *geometries, **members):
    features = [{"type": "Feature", "properties": {}, "geometry": g} for g in geometries]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **members}))
    return path


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [[list(p) for p in ring] for ring in rings]}


SQUARE = [(0, 0), (1e-4, 0), (1e-4, 1e-4), (0, 1e-4), (0, 0)]
BOW = [(0, 0), (1e-4, 1e-4), (1e-4, 0), (0, 1e-4), (0, 0)]


@pytest.mark.parametrize("suffix", DRIVERS)
@pytest.mark.parametrize("epsg", [4326, 26910, 2226, 3857])
def test_every_format_and_crs_gives_the_same_features(tmp_path, suffix, epsg):
    features, notices = read(write(tmp_path / f"houses{suffix}", epsg=epsg), number="number")
    assert [f.name for f in sorted(features, key=lambda f: f.name)] == ["Gym", "Hauptgebäude"]
    assert {f.number for f in features} == {"101", "7"}  # no trailing .0
    for feature in features:
        house = HOUSES[NAMES.index(feature.name)]
        shape = feature.geometry.geoms[0] if isinstance(feature.geometry, MultiPolygon) else feature.geometry
        assert shape.hausdorff_distance(house) < 2e-8 and feature.ref.place.startswith("feature ")
    assert not notices


def test_a_shapefile_in_latin_1(tmp_path):
    path = write(tmp_path / "houses.shp", encoding="ISO-8859-1")
    (tmp_path / "houses.cpg").unlink(missing_ok=True)
    assert {f.name for f in read(path)[0]} == set(NAMES)


def test_a_shapefile_that_lost_its_companions(tmp_path):
    path = write(tmp_path / "houses.shp", epsg=26910)
    (tmp_path / "houses.dbf").rename(tmp_path / "gone")
    features, notices = read(path)
    assert len(features) == 2 and [n.code for n in notices] == ["vector.no_attributes"]
    (tmp_path / "houses.prj").unlink()
    assert "states no coordinate system" in refuse(path)
    features, _ = read(path, crs="EPSG:26910")
    assert features[0].geometry.hausdorff_distance(HOUSES[0]) < 1e-6
    (tmp_path / "houses.shx").unlink()
    assert "has lost its .shx" in refuse(path)


@pytest.mark.parametrize("suffix", DRIVERS)
@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused_or_told(tmp_path, suffix, keep):
    path = write_many(tmp_path / f"h{suffix}")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    assert refuse(path)


def write_many(path):
    shapes = [shapely.affinity.translate(HOUSES[0], i * 1e-3, 0) for i in range(100)]
    pyogrio.raw.write(
        path, geometry=shapely.to_wkb(np.array(shapes, dtype=object)), field_data=[np.arange(100)], fields=["id"],
        crs="EPSG:4326", driver=DRIVERS[path.suffix], geometry_type="Polygon",
    )  # fmt: skip
    return path


def test_a_geopackage_with_several_layers_wants_one_named():
    path = DATA / "momepy_bubenec" / "bubenec.gpkg"
    if not path.exists():
        pytest.skip("the shared data are not here")
    assert "has 4 layers" in refuse(path)
    assert 'has no layer "x"' in refuse(path, layer="x")
    features, notices = read(path, layer="buildings", id="uID")
    assert len(features) == 144 and len({f.id for f in features}) == 144 and not notices
    west, south, east, north = shapely.total_bounds([f.geometry for f in features])
    assert 14.39 < west < east < 14.41 and 50.09 < south < north < 50.11  # Prague, Bubenec


def test_a_geopackage_with_traps_is_refused(tmp_path):
    path = write(tmp_path / "houses.gpkg")
    loop = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS fid, NULL AS geom FROM r"
    for sql in (f"CREATE VIEW endless AS {loop}", "UPDATE gpkg_contents SET table_name = 'endless'"):
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(sql)
        connection.close()
    assert "is a view" in refuse(path)
    bare = tmp_path / "bare.gpkg"
    with sqlite3.connect(bare) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert "no GeoPackage" in refuse(bare)


@pytest.mark.parametrize("suffix", [".geojson", ".shp", ".gpkg", ".json", ".zip"])
def test_a_virtual_dataset_under_a_false_name_is_refused(tmp_path, suffix):
    secret = tmp_path / "secret.csv"
    secret.write_text("x,y\n1,2\n")
    path = tmp_path / f"houses{suffix}"
    layer = f'<OGRVRTLayer name="a"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
    path.write_text(f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>")
    assert "in no vector format" in refuse(path)


def test_the_content_tells_the_format_not_the_suffix(tmp_path):
    shutil.copy(write(tmp_path / "houses.fgb"), tmp_path / "houses.geojson")
    assert len(read(tmp_path / "houses.geojson")[0]) == 2


def test_a_bow_tie_is_repaired_with_its_area(tmp_path):
    [feature], [notice] = read(geojson(tmp_path / "a.geojson", polygon(BOW)))
    assert notice.code == "vector.repaired" and "(62 m\u00b2)" in notice.text  # half of 11.1 x 11.1 m
    assert feature.geometry.is_valid and feature.geometry.area == pytest.approx(0.5e-8)


def test_a_long_crossed_outline_is_left_out_in_no_time(tmp_path):
    rng = np.random.default_rng(1)
    ring = (rng.random((5000, 2)) * 1e-3).tolist()
    features, [notice] = read(geojson(tmp_path / "a.geojson", polygon([*ring, ring[0]])))
    assert not features and "too long to repair" in notice.text


@pytest.mark.parametrize(
    ("geometry", "why"),
    [
        (None, "no shape"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ({"type": "Point", "coordinates": ["1", "2"]}, "not two or three numbers"),
        ({"type": "Point", "coordinates": [1, True]}, "not two or three numbers"),
        ({"type": "Point", "coordinates": [float("nan"), 1]}, "not a finite number"),
        ({"type": "Point", "coordinates": [10**400, 1]}, "not a finite number"),
        ({"type": "Circle", "coordinates": [1, 1]}, "no known type"),
        (polygon([(0, 0), (1, 1), (0, 0), (0, 0)]), "fewer than three"),
        (polygon([(0, 0), (1, 1), (2, 2), (0, 0)]), "folded together"),
        (polygon([(-179, 0), (179, 0), (179, 1), (-179, 0)]), "180 degree meridian"),
    ],
)
def test_one_bad_feature_costs_one_feature(tmp_path, geometry, why):
    features, [notice] = read(geojson(tmp_path / "a.geojson", polygon(SQUARE), geometry))
    assert len(features) == 1 and notice.code == "vector.unread" and why in notice.text
    assert notice.ref.place == "feature 2"


def test_an_unclosed_ring_is_closed_and_told(tmp_path):
    [feature], [notice] = read(geojson(tmp_path / "a.geojson", polygon(SQUARE[:-1])))
    assert feature.geometry.equals(Polygon(SQUARE)) and notice.code == "vector.repaired"


def test_many_bad_features_are_counted(tmp_path):
    _, notices = read(geojson(tmp_path / "a.geojson", *[None] * 50))
    assert len(notices) == 21 and sum(n.count for n in notices) == 50


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"{", "is not valid JSON"),
        (b"[]", "JSON but not GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "has no features"),
        (b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [\n1, }', "line 2: is not valid JSON"),
        (b'{"a": "\xe9"}', "not valid JSON in UTF-8"),
        (b'{"a": ' + b"[" * 100_000, "is not valid JSON"),
        (b'{"type": "Point", "coordinates": [6700000, 1970000]}', "no longitude and latitude; name its true crs"),
        (b'{"type": "Point", "coordinates": [39.2, -76.6]}', "in Antarctica if longitude comes first; write longitude"),
        (b'{"type": "Point", "coordinates": [38.5, -121.5]}', "write longitude before latitude"),
        (b'{"type": "Point", "coordinates": [1, 2], "crs": {"properties": {"name": "nonsense"}}}', "is not known"),
    ],
)
def test_what_cannot_be_used_as_a_whole_is_one_sentence(tmp_path, content, said):
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    assert said in refuse(path)


def test_a_missing_file(tmp_path):
    assert "cannot be opened" in refuse(tmp_path / "none.geojson")


def test_geojson_in_another_crs_stated_by_the_file_or_by_the_project(tmp_path):
    to_utm = Transformer.from_crs(4326, 26910, always_xy=True)
    point = {"type": "Point", "coordinates": to_utm.transform(-121.5, 38.5)}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::26910"}}
    for members, spec in (({"crs": crs}, {}), ({}, {"crs": "EPSG:26910"})):
        [feature], notices = read(geojson(tmp_path / "a.geojson", point, **members), **spec)
        assert feature.geometry.coords[0] == pytest.approx((-121.5, 38.5), abs=1e-8) and not notices
    _, [notice] = read(geojson(tmp_path / "a.geojson", point, crs=crs), crs="EPSG:4326")
    assert notice.code == "vector.crs_ignored"


def test_ids_and_attributes_become_text(tmp_path):
    item = {
        "type": "Feature", "id": 12, "geometry": {"type": "Point", "coordinates": [1, 2, 3]},
        "properties": {"Name": " A\u0301\x00 ", "n": 5.0, "list": [1, "é"], "none": None, "yes": True},
    }  # fmt: skip
    (tmp_path / "a.geojson").write_text("\ufeff" + json.dumps(item))
    [feature], _ = read(tmp_path / "a.geojson")
    assert (feature.id, feature.name) == ("12", "Á")
    assert feature.attributes == {"Name": "Á", "n": "5", "list": '[1, "é"]', "none": "", "yes": "true"}


COLLECTIONS = ["geojsonhint_bad", "geojson_invalid_chrieke", "pyshp_corrupt", "gdal_autotest_shp"]
REAL = {
    "potsdam_campus_osm/map.geojson": (3620, {"vector.repaired"}),
    "sdsu_buildings/buildings.geojson": (208, {"vector.repaired"}),
    "ucsc_buildings_osm/buildings.geojson": (489, set()),
    "tec_guadalajara/campus.geojson": (147, set()),
}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_broken_sample_is_read_with_notices_or_refused(name):
    if not (DATA / name).exists():
        pytest.skip("the shared data are not here")
    for path in sorted((DATA / name).rglob("*")):
        for crs in ("", "EPSG:4326"):
            if path.suffix in {".geojson", ".shp", ".zip"}:
                try:
                    read(path, crs=crs)
                except InputError as error:
                    assert "\n" not in str(error)


@pytest.mark.parametrize("name", REAL)
def test_real_campuses(name):
    if not (DATA / name).exists():
        pytest.skip("the shared data are not here")
    features, notices = read(DATA / name)
    assert (len(features), {n.code for n in notices}) == REAL[name]
    assert all(feature.geometry.is_valid for feature in features)


@pytest.mark.parametrize("suffix", DRIVERS)
def test_damaged_bytes_are_read_or_refused(tmp_path, suffix):
    content = bytearray(write_many(tmp_path / f"h{suffix}").read_bytes())
    rng = np.random.default_rng(5)
    for _ in range(15):
        mutant = bytearray(content)
        for at in rng.integers(0, len(mutant), 8):
            mutant[at] = rng.integers(0, 256)
        (tmp_path / f"h{suffix}").write_bytes(mutant)
        try:
            read(tmp_path / f"h{suffix}")
        except InputError as error:
            assert "\n" not in str(error)


def test_the_length_in_a_shapefile_header_counts_words(tmp_path):
    path = write(tmp_path / "houses.shp")
    assert struct.unpack(">i", path.read_bytes()[24:28])[0] * 2 == path.stat().st_size
