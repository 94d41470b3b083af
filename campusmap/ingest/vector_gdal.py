"""Shapefile, GeoPackage and FlatGeobuf through GDAL, which is let near a file only after a look at its bytes."""

from __future__ import annotations

import math
import os
import sqlite3
import struct
import warnings
from pathlib import Path
from typing import Any, Final

import numpy as np
from shapely import from_wkb

from campusmap.errors import InputError
from campusmap.ingest.vector_layer import RawFeature, RawLayer
from campusmap.model.project import VectorFile
from campusmap.model.source import Notice

MAX_BYTES: Final = 500_000_000  # tool default
_LEAST_BYTES: Final = 4  # of a feature in any of the formats: a row of two null columns and its header in SQLite
# Drivers that follow what a file says to other files, programs or hosts. Each file's own driver is told by its bytes
# before it is opened; this is the second lock. Those in pyogrio's wheels: GDAL warns of a name that it does not know.
DRIVERS_OFF: Final = (
    "OGR_VRT", "WFS", "OAPIF", "CSW", "Carto", "Elasticsearch", "HTTP", "NGW", "PLSCENES", "GPSBabel", "GeoRSS",
    "AmigoCloud", "EEDA",
)  # fmt: skip
_EXPORT_AGAIN: Final = "export it again"


def read_shapefile(path: Path, spec: VectorFile, name: str) -> RawLayer:
    """Read a Shapefile; its .shx must be there, a missing .dbf is told."""
    _check_length(path, name)
    siblings = {other.suffix.casefold() for other in path.parent.glob(f"{_escape(path.stem)}.*")}
    if ".shx" not in siblings:
        raise InputError(
            name, "has lost its .shx file", "copy all files of the Shapefile together", code="vector.no_index"
        )
    layer = _read(path, None, name)
    if ".dbf" in siblings and any(feature.attributes for feature in layer.features):
        return layer
    lost = "the Shapefile's .dbf cannot be read" if ".dbf" in siblings else "the Shapefile came without its .dbf"
    text = f"{lost}, so its features have no attributes"
    return RawLayer(layer.features, layer.crs, notices=(*layer.notices, Notice("vector.no_attributes", text, name)))


def read_flatgeobuf(path: Path, spec: VectorFile, name: str) -> RawLayer:
    """Read a FlatGeobuf."""
    return _read(path, None, name)


def read_geopackage(path: Path, spec: VectorFile, name: str) -> RawLayer:
    """Read one layer of a GeoPackage: the one that campus.toml names, or the only one."""
    layers = _list_layers(path, name)
    if spec.layer and spec.layer not in layers:
        raise InputError(name, f'has no layer "{spec.layer}"', f"name one of: {', '.join(layers)}", code="vector.layer")
    if not spec.layer and len(layers) != 1:
        raise InputError(
            name,
            f"has {len(layers)} layers",
            f"set layer in campus.toml to one of: {', '.join(layers)}",
            code="vector.layer",
        )
    return _read(path, spec.layer or layers[0], name)


def _escape(stem: str) -> str:
    return "".join(f"[{ch}]" if ch in "*?[" else ch for ch in stem)


def _check_length(path: Path, name: str) -> None:
    """Refuse a .shp that is shorter than its header says. Source: ESRI Shapefile Technical Description, page 4."""
    with path.open("rb") as file:
        header = file.read(100)
    size = path.stat().st_size
    if len(header) < 100 or struct.unpack(">i", header[24:28])[0] * 2 > size:
        raise InputError(name, "is cut short", "copy or export the Shapefile again", code="vector.cut")


def _list_layers(path: Path, name: str) -> list[str]:
    """Return the feature tables, having refused what a GeoPackage can hide: views and foreign virtual tables.

    A view may never end, and a virtual table may read another file.
    """
    try:
        with_uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(with_uri, uri=True)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.set_progress_handler(_Budget().spend, 10_000)
            _refuse_traps(connection, name)
            rows = connection.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchall()
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeError) as error:
        raise InputError(name, "is no GeoPackage that can be read", _EXPORT_AGAIN, code="vector.damaged") from error
    return sorted(str(row[0]) for row in rows)


class _Budget:
    """Stop a query after some 5 million steps of SQLite's machine (tool default: under a second)."""

    def __init__(self) -> None:
        self.left = 500

    def spend(self) -> int:
        """Count one call; anything but 0 stops the query."""
        self.left -= 1
        return int(self.left < 0)


def _refuse_traps(connection: sqlite3.Connection, name: str) -> None:
    objects = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    kinds = {str(entry[1]).casefold(): str(entry[0]) for entry in objects}
    tables = connection.execute("SELECT table_name FROM gpkg_contents").fetchall() if _has_contents(kinds) else None
    if tables is None:
        raise InputError(
            name, "is an SQLite file but no GeoPackage", "export it as a GeoPackage", code="vector.not_geopackage"
        )
    needed = ["gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys", *(str(row[0]) for row in tables)]
    for table in needed:
        if kinds.get(table.casefold()) == "view":
            raise InputError(name, f'its layer "{table}" is a view', "export the layer as a table", code="vector.view")
    for _, table, sql in objects:
        words = str(sql).casefold().split()
        if words[:3] == ["create", "virtual", "table"] and " using rtree" not in " ".join(words):
            raise InputError(
                name,
                f'its table "{table}" is computed by a program',
                "export the layer to a new file",
                code="vector.view",
            )


def _has_contents(kinds: dict[str, str]) -> bool:
    return kinds.get("gpkg_contents") == "table"


def _read(path: Path, layer: str | None, name: str) -> RawLayer:
    """Read one layer; what GDAL warns of becomes a notice."""
    if path.stat().st_size > MAX_BYTES:
        raise InputError(
            name, "is larger than 500 MB", "cut it to the surroundings of the campus", code="vector.too_large"
        )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        meta, fids, shapes, columns = _read_raw(path, layer, name)
    said = sorted({str(warning.message) for warning in caught})
    rows = [dict(zip(meta["fields"], values, strict=True)) for values in zip(*columns, strict=True)]
    rows = rows or [{} for _ in shapes]
    # A Shapefile's and a FlatGeobuf's count from 0, a GeoPackage's are its own keys.
    places = [int(fid) + (0 if layer else 1) for fid in fids]
    features = tuple(_to_raw(place, shape, row) for place, shape, row in zip(places, shapes, rows, strict=True))
    text = "the reader warns: " + "; ".join(message.replace(str(path.resolve()), name) for message in said)
    return RawLayer(features, meta["crs"] or "", notices=(Notice("vector.warned", text, name),) if said else ())


def _read_raw(path: Path, layer: str | None, name: str) -> tuple[dict[str, Any], Any, Any, Any]:
    os.environ.setdefault("OGR_SKIP", ",".join(DRIVERS_OFF))  # read when the library is first imported
    from pyogrio.raw import read  # type: ignore[import-untyped]

    options: dict[str, Any] = {"layer": layer, "return_fids": True, "force_2d": True}
    with path.open("rb") as file:
        if file.read(3) == b"fgb":  # the count that a damaged header states may be astronomical
            options["max_features"] = path.stat().st_size // _LEAST_BYTES + 1
    for encoding in (None, "ISO-8859-1"):
        try:
            meta, fids, shapes, columns = read(path.resolve(), encoding=encoding, **options)
        except UnicodeDecodeError:
            continue
        except MemoryError:
            raise
        except Exception as error:  # the library lets a dozen types through, from IndexError to UnboundLocalError
            raise InputError(name, "is damaged and cannot be read", _EXPORT_AGAIN, code="vector.damaged") from error
        if shapes is None:
            raise InputError(
                name, "holds a table without shapes", "export the layer with its geometry", code="vector.no_shapes"
            )
        return meta, fids, shapes, columns
    raise InputError(
        name, "has attributes in no encoding that is known", "export it in UTF-8", code="vector.no_encoding"
    )


def _to_raw(number: int, wkb: bytes | None, row: dict[str, Any]) -> RawFeature:
    place, attributes = f"feature {number}", {key: _to_text(value) for key, value in row.items()}
    if wkb is None:
        return RawFeature(place, None, "it has no shape that can be read", attributes=attributes)
    with np.errstate(invalid="ignore"):  # of numbers that are none, which cost the feature further on
        shape, repair = from_wkb(wkb, on_invalid="ignore"), ""
        if shape is None:
            shape, repair = from_wkb(wkb, on_invalid="fix"), "a ring was not closed or too short and was mended"
    if shape is None:
        return RawFeature(place, None, "its shape is damaged", attributes=attributes)
    return RawFeature(place, shape, repair=repair, attributes=attributes)


def _to_text(value: Any) -> str:
    """Return a cell as text: whole numbers without decimals, dates in ISO form, nothing as ""."""
    if value is None or (isinstance(value, float | np.floating) and math.isnan(value)):
        return ""
    if isinstance(value, np.datetime64):
        return "" if np.isnat(value) else str(value.astype("datetime64[s]")).removesuffix("T00:00:00")
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)
