"""campus.gpkg: every layer of the kit in one GeoPackage, and how each is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from campusmap.export.columns import LAYERS, Kind, Layer, make_records
from campusmap.export.geopackage import Column, Table, write_geopackage
from campusmap.export.handling import handling_of
from campusmap.export.layer_looks import look_of
from campusmap.model.kit import Kit

NAME: Final = "campus.gpkg"
_DECLARED: Final[dict[Kind, str]] = {"text": "TEXT", "int": "MEDIUMINT", "float": "REAL", "bool": "BOOLEAN"}


def write_gpkg(kit: Kit, folder: Path) -> list[Path]:
    """Write the layers of the contract into one GeoPackage in the campus CRS; the same kit gives the same bytes.

    Each layer's description says which edition it is and how to handle it.
    """
    edition = kit.edition
    told = f"{kit.campus.name}, edition {edition.issued}, {edition.audience}, {edition.fingerprint}. {handling_of(kit)}"
    layers = [(layer, make_records(layer, kit)) for layer in LAYERS]
    tables = [
        Table(
            layer.name,
            layer.shape.upper(),
            _columns(layer),
            [(row, _as_declared(shape, layer)) for row, shape in records],
        )
        for layer, records in layers
    ]
    looks = [look_of(layer, records) for layer, records in layers]
    changed = f"{edition.issued}T00:00:00.000Z"
    return [write_geopackage(folder / NAME, tables, changed, told, epsg=kit.campus.epsg, looks=looks)]


def _columns(layer: Layer) -> tuple[Column, ...]:
    return tuple(Column(name, _DECLARED[layer.kind_of(name)]) for name in layer.columns)


def _as_declared(shape: Any, layer: Layer) -> Any:
    """Make a single polygon multiple where the layer's type is."""
    from shapely import MultiPolygon

    return MultiPolygon([shape]) if layer.shape == "MultiPolygon" and shape and shape.geom_type == "Polygon" else shape
