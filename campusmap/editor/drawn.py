"""What people drew by hand, as overrides.geojson holds it: features read, found again and made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import shapely
from shapely import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.editor.ground import to_degrees, to_drawing
from campusmap.export.people_features import read_feature_list
from campusmap.model.edit import OVERRIDES
from campusmap.model.feature import IN_DRAWING
from campusmap.model.places import Campus, Floor
from campusmap.model.source import Ref
from campusmap.pipeline.inputs import Inputs

Feature = dict[str, Any]


def read_drawn(inputs: Inputs) -> list[Feature]:
    """Return the features of a campus folder's file, in its order."""
    path = inputs.folder / OVERRIDES
    return read_feature_list(path.read_bytes()) if path.is_file() else []


def list_sources(inputs: Inputs, refs: Iterable[Ref]) -> list[Feature]:
    """Return the features that a thing was made from, in the order of the file."""
    places = [ref.place.removeprefix("feature ") for ref in refs if ref.file == OVERRIDES]
    features = read_drawn(inputs) if places else []
    return [features[n - 1] for n in sorted(int(place or 0) for place in places) if 0 < n <= len(features)]


def to_feature(campus: Campus, shape: BaseGeometry, facts: dict[str, str]) -> Feature:
    """Return an area, a line or points in campus metres as the file holds them, with those facts that say something."""
    ring = to_degrees(campus, shapely.get_coordinates(shape.exterior if isinstance(shape, Polygon) else shape).tolist())
    geometry = {"type": shape.geom_type, "coordinates": [ring] if isinstance(shape, Polygon) else ring}
    return {"type": "Feature", "properties": {key: text for key, text in facts.items() if text}, "geometry": geometry}


def to_feature_on(campus: Campus, floor: Floor, shape: LineString | MultiPoint, facts: dict[str, str]) -> Feature:
    """Return a line or points of a floor as the file holds them: in drawing units while the floor is not placed."""
    if floor.frame.placed:
        return to_feature(campus, shape, facts)
    told: dict[str, Any] = {key: text for key, text in facts.items() if text}
    told[IN_DRAWING] = [list(to_drawing(floor, at)) for at in shapely.get_coordinates(shape).tolist()]
    return {"type": "Feature", "properties": told, "geometry": None}
