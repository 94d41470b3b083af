"""GeoJSON geometries and collections, alike in every file that holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.geodesy import Projector, project_coords

DECIMALS: Final = 7  # of a degree: 1 cm; RFC 7946 section 11.2 asks for no more than is known
_FINE: Final = 10  # for slivers that 1 cm would turn inside out


def to_json(value: Any) -> str:
    """Write a value on one line, keys sorted, as text rather than escapes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)


def to_lonlat(shape: BaseGeometry, projector: Projector) -> BaseGeometry:
    """Project a shape to degrees: outer rings counter-clockwise, holes clockwise, coordinates rounded.

    A shape that rounding would make invalid keeps more decimals; where that does not help, cracks in it are closed.
    """
    turned = shapely.orient_polygons(shape)
    rounded = shapely.transform(turned, lambda xy: project_coords(projector, xy).round(DECIMALS))
    if rounded.is_valid or not shape.is_valid:
        return rounded
    fine = shapely.transform(turned, lambda xy: project_coords(projector, xy).round(_FINE))
    sound: BaseGeometry = fine if fine.is_valid else shapely.set_precision(fine, 10.0**-DECIMALS)
    return shapely.orient_polygons(sound)


def to_geometry(shape: BaseGeometry | None, projector: Projector | None) -> dict[str, Any] | None:
    """Return a shape in metres as a GeoJSON geometry in degrees; None when it has no place."""
    if shape is None or projector is None or shape.is_empty:
        return None
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(to_lonlat(shape, projector)))
    return geometry


def to_collection(features: Iterable[Mapping[str, Any]], **members: Any) -> str:
    """Return a FeatureCollection with one feature a line and, after the features, members of its own."""
    lines = ",\n".join(map(to_json, features))
    tail = {"type": "FeatureCollection", **members}
    rest = ",\n".join(f"{to_json(key)}: {to_json(value)}" for key, value in sorted(tail.items()))
    return f'{{"features": [\n{lines}\n],\n{rest}}}\n'
