"""Where a campus lies: site feet to longitude and latitude, footprints, site areas, placements."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import Transformer
from shapely import Polygon, transform
from shapely.affinity import affine_transform
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from generator.pen import XY

FOOT = 0.3048


def _each_point(shape: BaseGeometry, move: Callable[[tuple[float, ...]], XY]) -> BaseGeometry:
    return transform(shape, lambda points: np.array([move((float(x), float(y))) for x, y in points]))


@dataclass(frozen=True)
class Site:
    """A campus's own frame: feet, its +y lying at ``bearing_deg`` clockwise from true north."""

    lon: float
    lat: float
    bearing_deg: float
    crs: str  # projected CRS for files that need one

    @cached_property
    def _from_plane(self) -> Transformer:
        plane = f"+proj=aeqd +lat_0={self.lat} +lon_0={self.lon} +datum=WGS84 +units=m"
        return Transformer.from_crs(plane, "EPSG:4326", always_xy=True)

    @cached_property
    def _to_crs(self) -> Transformer:
        return Transformer.from_crs("EPSG:4326", self.crs, always_xy=True)

    def lonlat(self, point: tuple[float, ...], digits: int = 8) -> XY:
        """Convert site feet to longitude and latitude (8 digits are about a millimetre)."""
        b = radians(self.bearing_deg)
        east = (point[0] * cos(b) + point[1] * sin(b)) * FOOT
        north = (-point[0] * sin(b) + point[1] * cos(b)) * FOOT
        lon, lat = self._from_plane.transform(east, north)
        return round(lon, digits), round(lat, digits)

    def projected(self, point: tuple[float, ...]) -> XY:
        """Convert site feet to the projected CRS."""
        x, y = self._to_crs.transform(*self.lonlat(point, 10))
        return round(x, 4), round(y, 4)

    def shape_to_lonlat(self, shape: BaseGeometry) -> BaseGeometry:
        """Convert a shape in site feet to longitude and latitude."""
        return _each_point(shape, self.lonlat)

    def shape_to_crs(self, shape: BaseGeometry) -> BaseGeometry:
        """Convert a shape in site feet to the projected CRS."""
        return _each_point(shape, self.projected)


@dataclass(frozen=True)
class Stand:
    """How a building stands on its site: plan feet turned by ``turn_deg`` clockwise, then moved."""

    x: float
    y: float
    turn_deg: float = 0.0

    def to_site(self, point: tuple[float, ...]) -> XY:
        """Convert plan feet to site feet."""
        c, s = cos(radians(self.turn_deg)), sin(radians(self.turn_deg))
        return round(self.x + c * point[0] + s * point[1], 6), round(self.y - s * point[0] + c * point[1], 6)

    def shape_to_site(self, shape: BaseGeometry) -> BaseGeometry:
        """Convert a shape in plan feet to site feet."""
        c, s = cos(radians(self.turn_deg)), sin(radians(self.turn_deg))
        return affine_transform(shape, [c, s, -s, c, self.x, self.y])


def footprint(outline: Polygon, wall: float) -> Polygon:
    """Return a building's outer face from the centrelines of its outer walls."""
    return outline.buffer(wall / 2, join_style="mitre")


def write_geojson(path: Path, rows: list[tuple[dict[str, Any], BaseGeometry]]) -> None:
    """Write features one a line, longitude and latitude."""
    features = [{"type": "Feature", "properties": p, "geometry": mapping(shape)} for p, shape in rows]
    body = ",\n".join(json.dumps(feature) for feature in features)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"type": "FeatureCollection", "features": [\n' + body + "\n]}\n", encoding="utf-8")
