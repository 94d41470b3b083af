"""What indoor files hold, read with json, Shapely and pyproj alone: the rooms of a level, with number and name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import shape

Tags = dict[str, Any]


@dataclass(frozen=True)
class Truth:
    """One room polygon in metres of a UTM zone."""

    polygon: shapely.Polygon
    number: str
    name: str
    doors: int = 0


def features(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text("utf-8"))["features"])


def to_zone(epsg: int, geometry: Any) -> Any:
    move = Transformer.from_crs(4326, epsg, always_xy=True)
    return shapely.transform(geometry, lambda c: np.column_stack(move.transform(c[:, 0], c[:, 1])))


def zone_of(found: list[dict[str, Any]]) -> int:
    lon, lat = np.median(shapely.get_coordinates([shape(f["geometry"]) for f in found if f.get("geometry")]), axis=0)
    return (32600 if lat >= 0 else 32700) + int((lon + 180) // 6) + 1


def on_level(stated: str, wanted: float) -> bool:
    """Tell whether "0-1", "-1-3" or "0;2" takes in a level."""
    for part in str(stated).split(";"):
        ends = re.fullmatch(r"(-?[\d.]+)(?:-(-?[\d.]+))?", part.strip())
        if ends and float(ends[1]) <= wanted <= float(ends[2] or ends[1]):
            return True
    return False


def rooms_of(
    path: Path, is_room: Callable[[Tags], bool], number: Callable[[Tags], str], name: Callable[[Tags], str]
) -> Iterator[Truth]:
    """Yield each part of each room polygon of a file."""
    found = features(path)
    epsg = zone_of(found)
    for feature in found:
        tags = feature.get("properties") or {}
        if feature.get("geometry") and "Polygon" in feature["geometry"]["type"] and is_room(tags):
            solid = shapely.make_valid(to_zone(epsg, shape(feature["geometry"])))
            for part in shapely.get_parts(solid).tolist():
                if part.geom_type == "Polygon" and part.area > 0.3:
                    yield Truth(part, number(tags) or "", name(tags) or "")
