"""Footprints, indoor files and archives with one fault each; imports nothing of campusmap."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import Any

RING = [[-77.0, 38.0], [-76.999, 38.0], [-76.999, 38.001], [-77.0, 38.001], [-77.0, 38.0]]
WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(ring: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring]}


def collect(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)}, ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


GOOD = feature(polygon(RING), id="main", name="Main")
SOUND = collect(GOOD)


def beside(geometry: Any) -> bytes:
    """Return a collection of a sound feature and one with a fault."""
    return collect(GOOD, feature(geometry, id="odd"))


def ring(*points: Any) -> bytes:
    return beside(polygon([[-77 + x / 1000, 38 + y / 1000] for x, y in points]))


FOOTPRINTS: dict[str, dict[str, bytes]] = {
    name: {"footprints.geojson": data}
    for name, data in {
        "json-empty": b"",
        "json-cut": SOUND[:-30],
        "json-deep": b'{"type":"FeatureCollection","features":' + b"[" * 60_000,
        "json-number": b"12",
        "json-list": b"[]",
        "json-other": b'{"rooms": []}',
        "json-twice": SOUND + SOUND,
        "json-nan": SOUND.replace(b"-76.999", b"NaN", 1),
        "json-infinity": SOUND.replace(b"-76.999", b"1e999", 1),
        "json-digits": SOUND.replace(b"-76.999", b"7" * 6000, 1),
        "json-latin1": SOUND.replace(b"Main", "Büro".encode("cp1252")),
        "json-utf16": SOUND.decode().encode("utf-16"),
        "json-nul": SOUND.replace(b"Main", b"Ma\\u0000in"),
        "json-surrogate": SOUND.replace(b"Main", b"Ma\\ud800in"),
        "json-control": SOUND.replace(b"Main", b"Ma\x01in"),
        "json-bom": b"\xef\xbb\xbf" + SOUND,
        "features-none": collect(),
        "features-null": b'{"type": "FeatureCollection", "features": null}',
        "feature-null": collect(GOOD, None),
        "feature-no-type": collect(GOOD, {"geometry": polygon(RING), "properties": {}}),
        "geometry-null": beside(None),
        "geometry-unknown": beside({"type": "Circle", "coordinates": [0, 0]}),
        "geometry-number": beside(7),
        "geometry-nested": beside({"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection"}]}),
        "coordinates-text": beside(polygon([["-77", "38"], ["-76.9", "38"], ["-76.9", "38.1"]])),
        "coordinates-flat": beside(polygon([1, 2, 3])),
        "coordinates-null": beside(polygon(None)),
        "coordinates-short": beside(polygon([[-77], [-76.9], [-76.8]])),
        "ring-open": beside(polygon(RING[:-1])),
        "ring-two-points": ring((0, 0), (1, 0), (0, 0)),
        "ring-bow-tie": ring((0, 0), (1, 1), (1, 0), (0, 1), (0, 0)),
        "ring-spike": ring((0, 0), (1, 0), (1, 1), (1, 5), (1, 1), (0, 1), (0, 0)),
        "ring-flat": ring((0, 0), (1, 0), (2, 0), (0, 0)),
        "ring-antimeridian": beside(polygon([[179.9, 38], [-179.9, 38], [-179.9, 39], [179.9, 39], [179.9, 38]])),
        "lonlat-swapped": collect(feature(polygon([[y, x] for x, y in RING]))),
        "lonlat-feet": collect(feature(polygon([[2_700_000 + x, 680_000 + y] for x, y in RING]))),
        "properties-list": collect({**GOOD, "properties": [1, 2]}),
        "crs-unknown": collect(GOOD, crs={"type": "name", "properties": {"name": "EPSG:999999"}}),
        "crs-hostile": collect(GOOD, crs={"type": "name", "properties": {"name": "+init=/etc/passwd"}}),
        "vrt": b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',  # noqa: E501
        "kml": b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>',
        "kml-laughs": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><kml>&b;</kml>',
        "csv": b"id,wkt\n1,POINT(0 0)\n",
        "zip": b"PK\x03\x04" + bytes(30),
        "sound": SOUND,
    }.items()
}


# -- Shapefile ----------------------------------------


def shapefile(**changes: bytes | None) -> dict[str, bytes]:
    """Return the files of a Shapefile of one square, some of them changed or, for None, left out."""
    points = b"".join(struct.pack("<2d", x, y) for x, y in reversed(RING))
    box = struct.pack("<4d", -77.0, 38.0, -76.999, 38.001)
    content = struct.pack("<i", 5) + box + struct.pack("<3i", 1, len(RING), 0) + points
    length = 100 + 8 + len(content)
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, length // 2) + struct.pack("<2i", 1000, 5) + box + bytes(32)
    index = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 54) + struct.pack("<2i", 1000, 5) + box + bytes(32)
    field = b"ID".ljust(11, b"\0") + b"C" + bytes(4) + bytes([8, 0]) + bytes(14)
    parts: dict[str, bytes | None] = {
        "shp": head + struct.pack(">2i", 1, len(content) // 2) + content,
        "shx": index + struct.pack(">2i", 50, len(content) // 2),
        "dbf": struct.pack("<4BI2H20x", 3, 126, 1, 1, 1, 65, 9) + field + b"\r" + b" main    " + b"\x1a",
        "prj": WGS84.encode(),
        **changes,
    }
    return {f"footprints.{suffix}": data for suffix, data in parts.items() if data is not None}


def whole(suffix: str) -> bytes:
    return shapefile()[f"footprints.{suffix}"]


FOOTPRINTS |= {
    "shp-sound": shapefile(),
    "shp-no-shx": shapefile(shx=None),
    "shp-no-dbf": shapefile(dbf=None),
    "shp-no-prj": shapefile(prj=None),
    "shp-prj-odd": shapefile(prj=b"WGS 84, I think"),
    "shp-cut": shapefile(shp=whole("shp")[:180]),
    "shp-header-only": shapefile(shp=whole("shp")[:100]),
    "shp-header-cut": shapefile(shp=whole("shp")[:40]),
    "shp-length-lies": shapefile(shp=whole("shp")[:24] + struct.pack(">i", 2**31 - 1) + whole("shp")[28:]),
    "shp-points-lie": shapefile(shp=whole("shp").replace(struct.pack("<2i", 1, 5), struct.pack("<2i", 1, 2**30), 1)),
    "shp-parts-lie": shapefile(shp=whole("shp").replace(struct.pack("<2i", 1, 5), struct.pack("<2i", 2**30, 5), 1)),
    "shp-nan": shapefile(shp=whole("shp")[:-8] + struct.pack("<d", float("nan"))),
    "shp-type-odd": shapefile(shp=whole("shp")[:108] + struct.pack("<i", 77) + whole("shp")[112:]),
    "shp-dbf-cut": shapefile(dbf=whole("dbf")[:20]),
    "shp-dbf-lies": shapefile(dbf=whole("dbf")[:4] + struct.pack("<I", 2**31) + whole("dbf")[8:]),
    "shp-shx-noise": shapefile(shx=bytes(range(100)) + whole("shx")[100:]),
}


# -- GeoPackage and FlatGeobuf ----------------------------------------

TABLES = """
PRAGMA page_size = 512; PRAGMA application_id = 1196444487; PRAGMA user_version = 10200;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
 organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, description TEXT,
 last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
 srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
INSERT INTO gpkg_contents VALUES ('rooms', 'features', 'rooms', '', '2026-01-01T00:00:00Z', -77, 38, -76, 39, 4326);
INSERT INTO gpkg_geometry_columns VALUES ('rooms', 'geom', 'POLYGON', 4326, 0, 0);
"""  # noqa: E501
ROOMS = "CREATE TABLE rooms (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT);"


def wkb(points: list[list[float]]) -> bytes:
    head = b"GP\0\x01" + struct.pack("<i", 4326)
    body = struct.pack("<BIII", 1, 3, 1, len(points)) + b"".join(struct.pack("<2d", x, y) for x, y in points)
    return head + body


def geopackage(folder: Path, script: str = ROOMS, shape: bytes | None = None, after: str = "") -> bytes:
    """Return the bytes of a GeoPackage made with SQLite alone."""
    path = folder / "made.gpkg"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
        base.executescript(TABLES + script)
        row = ("WGS 84", 4326, "EPSG", 4326, WGS84, "")
        base.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", row)
        if shape is not None:
            base.execute("INSERT INTO rooms VALUES (1, ?, 'Main')", (shape,))
        base.executescript(after)
    base.close()
    return path.read_bytes()


def geopackages(folder: Path) -> dict[str, dict[str, bytes]]:
    sound = geopackage(folder, shape=wkb(RING))
    endless = "WITH RECURSIVE c(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM c) SELECT fid, NULL AS geom, '' AS name FROM c"  # noqa: E501
    second = "INSERT INTO gpkg_contents SELECT 'doors', data_type, 'doors', '', last_change, 0, 0, 1, 1, 4326 FROM gpkg_contents;"  # noqa: E501
    files = {
        "gpkg-sound": sound,
        "gpkg-empty": geopackage(folder),
        "gpkg-cut": sound[: len(sound) // 2],
        "gpkg-head-only": sound[:100],
        "gpkg-noise": sound[:600] + bytes(b ^ 0x5A for b in sound[600:1400]) + sound[1400:],
        "gpkg-view": geopackage(folder, f"CREATE VIEW rooms AS {endless};"),
        "gpkg-no-table": geopackage(folder, ""),
        "gpkg-two-layers": geopackage(folder, shape=wkb(RING), after=second),
        "gpkg-no-contents": geopackage(folder, shape=wkb(RING), after="DROP TABLE gpkg_contents;"),
        "gpkg-shape-noise": geopackage(folder, shape=b"\xff" * 60),
        "gpkg-shape-cut": geopackage(folder, shape=wkb(RING)[:40]),
        "gpkg-shape-null": geopackage(folder, ROOMS, None, "INSERT INTO rooms VALUES (1, NULL, 'Main');"),
        "gpkg-shape-open": geopackage(folder, shape=wkb(RING[:-1])),
        "gpkg-shape-nan": geopackage(folder, shape=wkb([[float("nan"), 38.0], *RING[1:]])),
        "gpkg-virtual": geopackage(folder, shape=wkb(RING), after="CREATE VIRTUAL TABLE secrets USING fts5(words);"),
    }
    sound = flatgeobuf(folder)
    more = {"fgb-sound": sound, "fgb-cut": sound[: len(sound) // 2], "fgb-short": sound[:-20]}
    return {
        **{name: {"footprints.gpkg": data} for name, data in files.items()},
        **{name: {"footprints.fgb": data} for name, data in more.items()},
    }


FGB = b"fgb\x03fgb\x00"


def flatgeobuf(folder: Path) -> bytes:
    import geopandas
    from shapely.geometry import Polygon

    path = folder / "made.fgb"
    frame = geopandas.GeoDataFrame({"id": ["main"]}, geometry=[Polygon(RING)], crs=4326)
    frame.to_file(path, driver="FlatGeobuf", SPATIAL_INDEX="NO")
    return path.read_bytes()


FOOTPRINTS |= {
    "fgb-mark-only": {"footprints.fgb": FGB},
    "fgb-size-lies": {"footprints.fgb": FGB + struct.pack("<I", 2**31 - 1) + bytes(64)},
    "fgb-noise": {"footprints.fgb": FGB + struct.pack("<I", 60) + bytes(range(160))},
}


# -- indoor files and archives ----------------------------------------


def room(number: str = "101", **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": f"u{number}", "geometry": polygon(RING), "properties": {"number": number, **more}}


def osm(**tags: Any) -> dict[str, Any]:
    return {**room(), "id": "way/1", "properties": {"indoor": "room", "ref": "101", **tags}}


PLANS: dict[str, bytes] = {
    "rooms-sound": collect(room()),
    "rooms-none": collect(feature({"type": "Point", "coordinates": [-77, 38]}, type="tree")),
    "rooms-on-no-level": collect(osm(level="0"), {**osm(), "id": "way/2"}),
    "rooms-spread": collect(room(), {**room("102"), "geometry": polygon([[x + 20, y] for x, y in RING])}),
    "osm-levels": collect(osm(level="0"), {**osm(level="1"), "id": "way/2"}),
    "osm-level-words": collect(osm(level="upstairs")),
    "osm-level-huge": collect(osm(level="0-99999999")),
    "osm-tags-nested": collect(osm(level="0", name={"en": ["Hall"]})),
}

LEVEL = {"type": "Feature", "id": "l0", "feature_type": "level", "geometry": polygon(RING),
         "properties": {"ordinal": 0, "name": {"en": "Ground"}, "category": "unspecified"}}  # fmt: skip
UNIT = {"type": "Feature", "id": "u1", "feature_type": "unit", "geometry": polygon(RING),
        "properties": {"level_id": "l0", "category": "room", "name": {"en": "101"}}}  # fmt: skip
IMDF = {"manifest.json": b'{"version": "1.0.0", "language": "en"}', "level.geojson": collect(LEVEL),
        "unit.geojson": collect(UNIT)}  # fmt: skip


def pack(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


ARCHIVES: dict[str, bytes] = {
    "imdf-sound": pack(IMDF),
    "imdf-empty": pack({}),
    "imdf-no-units": pack({name: data for name, data in IMDF.items() if name != "unit.geojson"}),
    "imdf-no-levels": pack({name: data for name, data in IMDF.items() if name != "level.geojson"}),
    "imdf-manifest-odd": pack({**IMDF, "manifest.json": b"[1, 2"}),
    "imdf-unit-cut": pack({**IMDF, "unit.geojson": IMDF["unit.geojson"][:-20]}),
    "imdf-unit-empty": pack({**IMDF, "unit.geojson": collect()}),
    "imdf-level-words": pack({**IMDF, "level.geojson": IMDF["level.geojson"].replace(b'"ordinal": 0', b'"ordinal": "up"')}),  # noqa: E501
    "imdf-name-list": pack({**IMDF, "unit.geojson": IMDF["unit.geojson"].replace(b'{"en": "101"}', b'["101"]')}),
    "zip-cut": pack(IMDF)[:-40],
    "zip-head-only": pack(IMDF)[:30],
    "zip-crc": pack(IMDF).replace(b'"Ground"', b'"Grovnd"', 1),
    "zip-blanks": pack({**IMDF, "unit.geojson": b"{" + b" " * 250_000_000}, zipfile.ZIP_DEFLATED),
    "zip-many": pack({**IMDF, **{f"{i}.txt": b"" for i in range(2100)}}),
    "zip-nested": pack({"inner.zip": pack(IMDF)}),
    "zip-traversal": pack({f"../../{name}": data for name, data in IMDF.items()}),
    "zip-encrypted": pack(IMDF).replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    ),
    "zip-method": pack(IMDF).replace(b"\x14\x00\x00\x00\x00\x00", b"\x14\x00\x00\x00\x63\x00"),
}  # fmt: skip
