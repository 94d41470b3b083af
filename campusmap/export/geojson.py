"""geojson/<layer>.geojson: every layer of the kit by RFC 7946."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.export.columns import LAYERS, Layer, make_records
from campusmap.geometry.geodesy import Projector, project_coords, xy_to_lonlat
from campusmap.model.kit import Kit

FOLDER: Final = "geojson"
DECIMALS: Final = 7  # of a degree: 1 cm; RFC 7946 section 11.2 asks for no more than is known


def write_geojson(kit: Kit, folder: Path) -> list[Path]:
    """Write a file a layer, in longitude and latitude, one feature a line."""
    (folder / FOLDER).mkdir(exist_ok=True)
    paths = []
    for layer in LAYERS:
        path = folder / FOLDER / f"{layer.name}.geojson"
        path.write_bytes(make_collection(layer, kit).encode("utf-8", "replace"))
        paths.append(path)
    return paths


def make_collection(layer: Layer, kit: Kit) -> str:
    """Return a layer as a FeatureCollection; what has no place has a null geometry."""
    projector = xy_to_lonlat(kit.campus.epsg) if kit.campus.epsg else None
    features = [
        {
            "type": "Feature",
            "properties": dict(row),
            "geometry": _geometry(shape, projector),
            **({"id": row["id"]} if "id" in row else {}),
        }
        for row, shape in make_records(layer, kit)
    ]
    lines = ",\n".join(_to_json(feature) for feature in features)
    return f'{{"features": [\n{lines}\n],\n"name": {_to_json(layer.name)},\n"type": "FeatureCollection"}}\n'


def _to_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)


def _geometry(shape: BaseGeometry | None, projector: Projector | None) -> dict[str, Any] | None:
    """Return a GeoJSON geometry: outer rings counter-clockwise, holes clockwise, coordinates rounded."""
    if shape is None or projector is None:
        return None
    turned = shapely.orient_polygons(shape)
    lonlat = shapely.transform(turned, lambda xy: project_coords(projector, xy).round(DECIMALS))
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(lonlat))
    return geometry
