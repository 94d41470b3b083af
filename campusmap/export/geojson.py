"""geojson/<layer>.geojson: every layer of the kit by RFC 7946."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from campusmap.export.columns import LAYERS, Layer, Record, make_records, recall_layer
from campusmap.export.feature import join_lines, to_line, write_geometries
from campusmap.export.handling import handling_of
from campusmap.geometry.geodesy import xy_to_lonlat
from campusmap.model.kit import Kit

FOLDER: Final = "geojson"


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
    return recall_layer("layer text", layer, kit, lambda cut: _collect(layer, make_records(layer, kit), cut))


def _collect(layer: Layer, records: list[Record], kit: Kit) -> str:
    projector = xy_to_lonlat(kit.campus.epsg) if kit.campus.epsg else None
    geometries = write_geometries([shape for _, shape in records], projector)
    features = (
        to_line({"type": "Feature", "properties": row} | ({"id": row["id"]} if "id" in row else {}), geometry)
        for (row, _), geometry in zip(records, geometries, strict=True)
    )
    return join_lines(features, name=layer.name, handling=handling_of(kit))
