"""GeoJSON geometries and collections, alike in every file that holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.geodesy import Projector, project_coords

DECIMALS: Final = 7  # of a degree: 1 cm; RFC 7946 section 11.2 asks for no more than is known
_PLACES: Final = ("geometry", "display_point")  # the second is IMDF's
_FINE: Final = 10  # for slivers that 1 cm would turn inside out


def to_json(value: Any) -> str:
    """Write a value on one line, keys sorted, as text rather than escapes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)


def to_lonlat(shapes: Sequence[BaseGeometry], projector: Projector) -> list[BaseGeometry]:
    """Project shapes to degrees: outer rings counter-clockwise, holes clockwise, coordinates rounded.

    A shape that rounding would make invalid keeps more decimals; where that does not help, cracks in it are closed.
    """
    return _project(np.array(shapes, dtype=np.object_), projector)


def _project(shapes: NDArray[np.object_], projector: Projector) -> list[BaseGeometry]:
    turned = shapely.orient_polygons(shapes)
    rounded = shapely.transform(turned, lambda xy: project_coords(projector, xy).round(DECIMALS))
    spoilt = np.flatnonzero(~shapely.is_valid(rounded) & shapely.is_valid(shapes))
    rounded[spoilt] = [_project_finely(turned[n], projector) for n in spoilt]
    return list(rounded)


def _project_finely(turned: BaseGeometry, projector: Projector) -> BaseGeometry:
    fine = shapely.transform(turned, lambda xy: project_coords(projector, xy).round(_FINE))
    sound: BaseGeometry = fine if fine.is_valid else shapely.set_precision(fine, 10.0**-DECIMALS)
    return shapely.orient_polygons(sound)


def write_geometries(shapes: Sequence[BaseGeometry | None], projector: Projector | None) -> list[str]:
    """Write shapes in metres as GeoJSON geometries in degrees, all projected at once; null for what has no place."""
    found = ["null"] * len(shapes)
    drawn = [n for n, shape in enumerate(shapes) if shape is not None and not shape.is_empty]
    if projector is not None and drawn:
        projected = _project(np.array([shapes[n] for n in drawn], dtype=np.object_), projector)
        for n, text in zip(drawn, shapely.to_geojson(projected), strict=True):
            found[n] = text
    return found


def place_features(features: Sequence[dict[str, Any]], projector: Projector | None) -> Sequence[dict[str, Any]]:
    """Turn the shapes in metres that features have, and those of their display points, into geometries, all at once."""
    holders = [holder for feature in features for holder in (feature, feature["properties"])]
    places = [(holder, key) for holder in holders for key in _PLACES if isinstance(holder.get(key), BaseGeometry)]
    found = write_geometries([holder[key] for holder, key in places], projector)
    for (holder, key), geometry in zip(places, found, strict=True):
        holder[key] = json.loads(geometry)
    return features


def to_line(feature: Mapping[str, Any], geometry: str) -> str:
    """Write a feature on one line, with its geometry, which is written already."""
    return f'{to_json(feature)[:-1]}, "geometry": {geometry}}}'


def to_collection(features: Iterable[Mapping[str, Any]], **members: Any) -> str:
    """Return a FeatureCollection with one feature a line and, after the features, members of its own."""
    return join_lines(map(to_json, features), **members)


def join_lines(features: Iterable[str], **members: Any) -> str:
    """Return what ``to_collection`` does of features that are written already."""
    lines = ",\n".join(features)
    tail = {"type": "FeatureCollection", **members}
    rest = ",\n".join(f"{to_json(key)}: {to_json(value)}" for key, value in sorted(tail.items()))
    return f'{{"features": [\n{lines}\n],\n{rest}}}\n'
