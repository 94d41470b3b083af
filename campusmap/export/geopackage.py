"""GeoPackages whose column types are stated to the letter: lengths of texts, dates, what must be filled.

Source: OGC 12-128r18 (GeoPackage 1.3). GDAL would write texts without lengths from the arrays that it is given.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.model.address_fields import AddressField

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
_TYPES: Final = {"INTEGER": "INTEGER", "REAL": "DOUBLE", "DATETIME": "DATETIME"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One layer in longitude and latitude: its fields, and rows with a shape each."""

    name: str
    geometry: str  # "POINT" | "MULTIPOLYGON"
    fields: tuple[AddressField, ...]
    rows: Sequence[tuple[Row, BaseGeometry]]


def write_geopackage(path: Path, tables: Sequence[Table], changed: str, description: str = "") -> Path:
    """Write tables into a new GeoPackage, each with a description; ``changed`` is a UTC date and time.

    The same tables give the same bytes.
    """
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        base.execute(f"PRAGMA user_version = {_VERSION}")
        base.executescript(_TABLES)
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        for table in tables:
            _add_table(base, table, changed, description.encode("utf-8", "replace").decode())
    return path


def _add_table(base: sqlite3.Connection, table: Table, changed: str, description: str) -> None:
    columns = [_column(field, table.rows) for field in table.fields]
    base.execute(
        f'CREATE TABLE "{table.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {table.geometry},'
        f" {', '.join(columns)})"
    )
    bounds = shapely.total_bounds([shape for _, shape in table.rows]).tolist() if table.rows else [None] * 4
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
        (table.name, table.name, description, changed, *bounds),
    )
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", (table.name, table.geometry))
    names = [field.name for field in table.fields]
    marks = ", ".join("?" * (len(names) + 1))
    listed = ", ".join(f'"{name}"' for name in names)
    base.executemany(
        f'INSERT INTO "{table.name}" (geom, {listed}) VALUES ({marks})',  # noqa: S608 -- names are the standard's
        [(_blob(shape), *(row.get(name) for name in names)) for row, shape in table.rows],
    )


def _column(field: AddressField, rows: Sequence[tuple[Row, BaseGeometry]]) -> str:
    """Declare a column; one that must be filled says so where it is."""
    kind = f"TEXT({field.width})" if field.type == "TEXT" else _TYPES[field.type]
    filled = field.required and all(row.get(field.name) is not None for row, _ in rows)
    return f'"{field.name}" {kind}{" NOT NULL" if filled else ""}'


def _blob(shape: BaseGeometry) -> bytes:
    """Return a shape as GeoPackage's binary: header, box (but of points), well-known binary, little end first."""
    has_box = shape.geom_type != "Point"
    head = struct.pack("<2sBBi", b"GP", 0, 0b11 if has_box else 0b01, 4326)
    west, south, east, north = shape.bounds
    box = struct.pack("<4d", west, east, south, north) if has_box else b""
    return head + box + bytes(shapely.to_wkb(shape, byte_order=1))
