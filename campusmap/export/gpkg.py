"""campus.gpkg: every layer of the kit in one GeoPackage, and how each is drawn."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from campusmap.export.columns import LAYERS, Kind, Layer, Record, make_records
from campusmap.export.handling import handling_of
from campusmap.export.layer_looks import look_of
from campusmap.export.layer_styles import add_styles
from campusmap.model.kit import Kit

NAME: Final = "campus.gpkg"
_DTYPES: Final[dict[Kind, str]] = {"text": "object", "int": "int32", "float": "float64", "bool": "bool"}
_BLANKS: Final[dict[Kind, Any]] = {"text": None, "int": 0, "float": 0.0, "bool": False}


def write_gpkg(kit: Kit, folder: Path) -> list[Path]:
    """Write the layers of the contract into one GeoPackage in the campus CRS; the same kit gives the same bytes."""
    path = folder / NAME
    looks = []
    with _dated(kit.edition.issued):
        for number, layer in enumerate(LAYERS):
            records = make_records(layer, kit)
            _write_layer(path, layer, records, kit, append=number > 0)
            looks.append(look_of(layer, records))
    add_styles(path, looks, f"{kit.edition.issued}T00:00:00.000Z")
    return [path]


@contextmanager
def _dated(issued: str) -> Iterator[None]:
    """Have GDAL stamp the issue date, not the clock, into the file."""
    from pyogrio import get_gdal_config_option, set_gdal_config_options  # type: ignore[import-untyped]

    before = get_gdal_config_option("OGR_CURRENT_DATE")
    set_gdal_config_options({"OGR_CURRENT_DATE": f"{issued}T00:00:00.000Z"})
    try:
        yield
    finally:
        set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _write_layer(path: Path, layer: Layer, records: Sequence[Record], kit: Kit, *, append: bool) -> None:
    """Write one layer; its description in the table of contents says which edition it is and how to handle it."""
    import numpy as np
    import shapely
    from pyogrio.raw import write  # type: ignore[import-untyped]

    epsg, edition = kit.campus.epsg, kit.edition
    told = f"{kit.campus.name}, edition {edition.issued}, {edition.audience}, {edition.fingerprint}. {handling_of(kit)}"
    told = told.encode("utf-8", "replace").decode()
    kinds = [layer.kind_of(column) for column in layer.columns]
    values = [[record[0][column] for record in records] for column in layer.columns]
    data = [
        np.array([_BLANKS[kind] if v is None else v for v in column], dtype=_DTYPES[kind])
        for kind, column in zip(kinds, values, strict=True)
    ]
    masks = [np.array([v is None for v in column], dtype=bool) for column in values]
    shapes = shapely.to_wkb(np.array([_as_declared(shape, layer) for _, shape in records], dtype=object))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "'crs' was not provided")  # a campus without coordinates has none
        write(
            path, shapes, data, layer.columns, field_mask=masks, layer=layer.name, driver="GPKG", append=append,
            geometry_type=layer.shape, crs=f"EPSG:{epsg}" if epsg else None, encoding="UTF-8",
            layer_options={"IDENTIFIER": layer.name, "DESCRIPTION": told},
        )  # fmt: skip


def _as_declared(shape: Any, layer: Layer) -> Any:
    """Make a single polygon multiple where the layer's type is."""
    from shapely import MultiPolygon

    return MultiPolygon([shape]) if layer.shape == "MultiPolygon" and shape and shape.geom_type == "Polygon" else shape
