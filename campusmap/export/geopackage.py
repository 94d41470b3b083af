"""GeoPackages made in memory and written in one piece, with column types stated to the letter.

GDAL writes texts without lengths, and goes on without a word when the disk refuses some of its bookkeeping; this way
every failure is an error. Source: OGC 12-128r18 (GeoPackage 1.3).
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.export.layer_looks import LayerLook
from campusmap.export.layer_styles import add_styles

_APPLICATION: Final = 0x47504B47  # "GPKG"
_VERSION: Final = 10300
_WGS84: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS: Final = (
    ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in degrees"),
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
)
_NOWHERE: Final = ("Undefined SRS", 99999, "GDAL", 99999, "undefined", "undefined")  # as GDAL says that there is none
_TABLES: Final = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its type, as SQL declares it."""

    name: str
    declared: str


@dataclass(frozen=True, slots=True)
class Table:
    """One layer: its columns, and rows with a shape each, or none."""

    name: str
    geometry: str  # "POINT" | "LINESTRING" | "POLYGON" | "MULTIPOLYGON"
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Row, BaseGeometry | None]]


def write_geopackage(
    path: Path,
    tables: Sequence[Table],
    changed: str,
    description: str = "",
    *,
    epsg: int | None = 4326,
    looks: Sequence[LayerLook] = (),
) -> Path:
    """Write tables into a new GeoPackage, each with a description; ``changed`` is a UTC date and time.

    ``epsg`` is the code of the shapes' reference system, ``looks`` are the styles that QGIS opens the layers with.
    The same tables give the same bytes.
    """
    with closing(sqlite3.connect(":memory:")) as base:
        with base:
            base.execute(f"PRAGMA application_id = {_APPLICATION}")
            base.execute(f"PRAGMA user_version = {_VERSION}")
            base.executescript(_TABLES)
            system = _add_system(base, epsg)
            for table in tables:
                _add_table(base, table, changed, str(_writable(description)), system)
            if looks:
                add_styles(base, looks, changed)
        path.write_bytes(base.serialize())
    return path


def _add_system(base: sqlite3.Connection, epsg: int | None) -> int:
    """Add the reference system of the shapes to those that every GeoPackage has; return its number."""
    systems = {row[1]: row for row in _SYSTEMS}
    if epsg is None:
        systems[_NOWHERE[1]] = _NOWHERE
    elif epsg not in systems:
        from pyproj import CRS  # lazy: what is in longitude and latitude needs no projections

        crs = CRS.from_epsg(epsg)
        systems[epsg] = (crs.name, epsg, "EPSG", epsg, crs.to_wkt("WKT1_GDAL"), "")
    base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", systems.values())
    return _NOWHERE[1] if epsg is None else epsg


def _add_table(base: sqlite3.Connection, table: Table, changed: str, description: str, system: int) -> None:
    columns = "".join(f', "{column.name}" {column.declared}' for column in table.columns)
    base.execute(
        f'CREATE TABLE "{table.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {table.geometry}{columns})'
    )
    shapes = [shape for _, shape in table.rows if shape is not None and not shape.is_empty]
    bounds = shapely.total_bounds(shapes).tolist() if shapes else [None] * 4
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (table.name, table.name, description, changed, *bounds, system),
    )
    base.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (table.name, table.geometry, system)
    )
    names = [column.name for column in table.columns]
    marks = ", ".join("?" * (len(names) + 1))
    listed = ", ".join(f'"{name}"' for name in names)
    base.executemany(
        f'INSERT INTO "{table.name}" (geom, {listed}) VALUES ({marks})',  # noqa: S608 -- names are the contract's
        [
            (blob, *[_writable(value) if type(value) is str else value for value in map(row.get, names)])
            for (row, _), blob in zip(table.rows, _blobs([shape for _, shape in table.rows], system), strict=True)
        ],
    )


def _writable(value: Any) -> Any:
    """Return a text without what UTF-8 cannot hold, and anything else as it is."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _blobs(shapes: Sequence[BaseGeometry | None], system: int) -> list[bytes | None]:
    """Return shapes as GeoPackage's binary: header, box (but of points), well-known binary, little end first."""
    given = np.array(shapes, np.object_)
    written = shapely.to_wkb(given, byte_order=1).tolist()
    boxes = shapely.bounds(given).tolist()
    points = (shapely.get_type_id(given) == shapely.GeometryType.POINT).tolist()
    absent = (shapely.is_missing(given) | shapely.is_empty(given)).tolist()
    return [
        None if none else _head(system, None if point else box) + data
        for none, point, box, data in zip(absent, points, boxes, written, strict=True)
    ]


def _head(system: int, box: list[float] | None) -> bytes:
    if box is None:
        return struct.pack("<2sBBi", b"GP", 0, 0b01, system)
    west, south, east, north = box
    return struct.pack("<2sBBi4d", b"GP", 0, 0b11, system, west, east, south, north)
