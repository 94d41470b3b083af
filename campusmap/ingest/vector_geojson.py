"""GeoJSON, read feature by feature, so that one bad feature costs one feature."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final

from shapely import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    get_num_coordinates,
)
from shapely.geometry.base import BaseGeometry

from campusmap.errors import InputError
from campusmap.geometry.geodesy import LONLAT
from campusmap.ingest.vector_layer import RawFeature, RawLayer
from campusmap.model.project import VectorFile
from campusmap.model.source import Notice, Ref
from campusmap.units import count_of

MAX_BYTES: Final = 100_000_000  # tool default; a city of 100,000 footprints takes some 50 MB
MAX_DEPTH: Final = 16  # collections within collections (tool default)

# Shape types and how deep their coordinates nest. Source: RFC 7946, section 3.1.
_DEPTHS: Final = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3
}  # fmt: skip
_UNCLOSED: Final = "a ring was not closed and was closed"


class _UnreadError(Exception):
    """A feature that cannot be read; the message ends the sentence "it was left out: ..."."""


def read_geojson(path: Path, spec: VectorFile, name: str) -> RawLayer:
    """Read a FeatureCollection, a Feature or a bare geometry; raise InputError for what is none of them."""
    return parse_geojson(_load(path, name), name)


def parse_geojson(content: bytes, name: str) -> RawLayer:
    """Read the bytes of a GeoJSON file; as ``read_geojson``."""
    document = _parse(content, name)
    items = _list_items(document, name)
    features = tuple(_read_feature(item, f"feature {number}") for number, item in enumerate(items, 1))
    return RawLayer(features, _stated_crs(document), LONLAT, _attribute_notices(items, name))


def _load(path: Path, name: str) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise InputError(
            name, "is larger than 100 MB", "cut it to the surroundings of the campus", code="vector.too_large"
        )
    return path.read_bytes()


def _parse(content: bytes, name: str) -> dict[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        fix = "export it again; it may be cut short"
        raise InputError(
            name, f"is not valid JSON ({error.msg})", fix, f"line {error.lineno}", code="vector.json"
        ) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise InputError(
            name, "is not valid JSON in UTF-8", "export it again as GeoJSON", code="vector.json"
        ) from error
    if not isinstance(document, dict):
        raise InputError(name, "is JSON but not GeoJSON", "export it as a FeatureCollection", code="vector.not_geojson")
    return document


def _list_items(document: dict[str, Any], name: str) -> list[Any]:
    """Return the features of a document, a bare geometry as one."""
    kind = document.get("type")
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        items: list[Any] = document["features"]
        return items
    if kind == "Feature":
        return [document]
    if kind == "GeometryCollection" or (isinstance(kind, str) and kind in _DEPTHS):
        return [{"type": "Feature", "geometry": document, "properties": None}]
    fix = 'its "type" must be "FeatureCollection" with a list of "features"'
    raise InputError(name, "is JSON but not GeoJSON", fix, code="vector.not_geojson")


def _stated_crs(document: dict[str, Any]) -> str:
    """Return the name in the "crs" member of the 2008 draft, which QGIS and ArcGIS still write."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    stated = properties.get("name") if isinstance(properties, dict) else None
    text = stated if isinstance(stated, str) else ""
    return LONLAT if text.upper().endswith((":CRS84", "EPSG::4326", "EPSG:4326")) else text


def _attribute_notices(items: list[Any], name: str) -> tuple[Notice, ...]:
    bad = [
        number
        for number, item in enumerate(items, 1)
        if isinstance(item, dict) and not isinstance(item.get("properties"), dict | None)
    ]
    if not bad:
        return ()
    text = f"the properties of {count_of(len(bad), 'feature')} are no list of names and values and were not read"
    return (Notice("vector.no_attributes", text, name, Ref(name, place=f"feature {bad[0]}"), count=len(bad)),)


def _read_feature(item: Any, place: str) -> RawFeature:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        return RawFeature(place, None, 'its "type" is not "Feature"')
    properties = item.get("properties")
    cells = properties.items() if isinstance(properties, dict) else ()
    attributes = {str(key): _to_text(value) for key, value in cells}
    identity = _to_text(item.get("id"))
    try:
        geometry, repair = _read_geometry(item.get("geometry"), 0)
    except (_UnreadError, RecursionError) as error:
        return RawFeature(place, None, str(error) or "nested too deeply", "", identity, attributes)
    return RawFeature(place, geometry, "", repair, identity, attributes)


def _to_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def _read_geometry(item: Any, depth: int) -> tuple[BaseGeometry, str]:
    if item is None:
        raise _UnreadError("it has no shape")
    kind = item.get("type") if isinstance(item, dict) else None
    if kind == "GeometryCollection" and isinstance(item.get("geometries"), list) and depth < MAX_DEPTH:
        parts = [_read_geometry(part, depth + 1) for part in item["geometries"]]
        return GeometryCollection([shape for shape, _ in parts]), next((said for _, said in parts if said), "")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        raise _UnreadError("its shape is of no known type")
    return _build(kind, _read_coordinates(item.get("coordinates"), _DEPTHS[kind]))


def _read_coordinates(value: Any, depth: int) -> Any:
    """Return nested lists of (x, y), having checked that every position is two or more finite numbers."""
    if not isinstance(value, list):
        raise _UnreadError("its coordinates are not nested as its type asks")
    if depth:
        return [_read_coordinates(part, depth - 1) for part in value]
    numbers = [number for number in value if isinstance(number, int | float) and not isinstance(number, bool)]
    if len(value) < 2 or len(numbers) != len(value):
        raise _UnreadError("a position is not two or three numbers")
    return (_to_float(value[0]), _to_float(value[1]))


def _to_float(number: float) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise _UnreadError("a coordinate is not a finite number")
    return value


def _build(kind: str, coords: Any) -> tuple[BaseGeometry, str]:
    if kind == "Point":
        return Point(coords), ""
    if kind == "MultiPoint":
        return MultiPoint(coords), ""
    if kind in {"LineString", "MultiLineString"}:
        return _build_lines(kind, coords), ""
    polygons = [coords] if kind == "Polygon" else coords
    built = [_build_polygon(rings) for rings in polygons]
    shape = built[0] if kind == "Polygon" else MultiPolygon(built)
    unclosed = any(ring[0] != ring[-1] for rings in polygons for ring in rings if ring)
    return shape, _UNCLOSED if unclosed and get_num_coordinates(shape) else ""


def _build_lines(kind: str, coords: Any) -> BaseGeometry:
    lines = [coords] if kind == "LineString" else coords
    if any(len(set(line)) < 2 for line in lines):
        raise _UnreadError("a line has fewer than two different points")
    return LineString(coords) if kind == "LineString" else MultiLineString(coords)


def _build_polygon(rings: list[list[tuple[float, float]]]) -> Polygon:
    if any(len(set(ring)) < 3 for ring in rings):
        raise _UnreadError("a ring has fewer than three different points")
    return Polygon(rings[0], rings[1:]) if rings else Polygon()
