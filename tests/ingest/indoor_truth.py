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


@dataclass(frozen=True)
class Case:
    """One floor of the real data: which file, which level and columns to ask for, and its rooms."""

    name: str
    path: Path
    level: str
    columns: dict[str, str]
    rooms: tuple[Truth, ...]


def list_cases(data: Path) -> Iterator[Case]:
    """Yield every floor of the indoor data."""
    yield from _tagged_floors(data / "apb_tudresden_osm" / "apb.geojson")
    for path in sorted((data / "hpi_campus_indoor").glob("*_*.geojson")):
        yield Case(path.stem, path, "0" if path.stem == "E_0" else "", {}, tuple(_potsdam_rooms(path)))
    for path in sorted((data / "wayfinder_fju").glob("*.geojson")):
        found = rooms_of(path, lambda t: t["type"] not in {"point", "poster"}, lambda t: t["id"], lambda t: t["name"])
        yield Case(path.stem, path, "", {"number": "id"}, tuple(found))
    yield from _venue_floors(data / "polymap_spbstu_imdf")
    path = data / "openindoormaps_clermont" / "demo-map.geojson"
    for level in (0, 1, 2):
        units = rooms_of(path, lambda t, level=level: t["level_id"] == level, lambda t: "", lambda t: "")
        yield Case(f"clermont {level}", path, str(level), {}, tuple(units))
    spaces = {"room", "bathroom", "stairs", "elevator", "inaccessible_space"}
    for path in sorted(p for p in (data / "westport_house").glob("*floor-*.geojson") if "paths" not in p.name):
        found = rooms_of(path, lambda t: t["type"] in spaces, lambda t: t["roomnumber"], lambda t: t["name"])
        yield Case(path.stem, path, "", {}, tuple(found))


def _tagged_floors(path: Path) -> Iterator[Case]:
    for level in (-1, 0, 1, 2, 3):

        def is_room(tags: Tags, level: int = level) -> bool:
            stated = (tags.get("level") or "", tags.get("repeat_on") or "")
            return tags.get("indoor") in {"room", "corridor", "area"} and any(on_level(text, level) for text in stated)

        found = rooms_of(path, is_room, lambda t: t.get("ref", ""), lambda t: t.get("name", ""))
        yield Case(f"apb {level}", path, str(level), {}, tuple(found))


def _potsdam_rooms(path: Path) -> Iterator[Truth]:
    def is_room(tags: Tags) -> bool:
        known = tags.get("indoor") in {"room", "corridor", "area"} or tags.get("highway") in {"steps", "elevator"}
        return known and (path.stem != "E_0" or tags["level_name"] == "0")

    return rooms_of(path, is_room, lambda t: "", lambda t: t.get("name-en") or t.get("name-de") or t.get("name", ""))


def _venue_floors(folder: Path) -> Iterator[Case]:
    def number(tags: Tags) -> str:
        short = (tags["alt_name"] or {}).get("en", "")
        return short if any(map(str.isdigit, short)) else ""

    path = folder / "unit.geojson"
    for level in sorted({f["properties"]["level_id"] for f in features(path)}):
        found = rooms_of(
            path,
            lambda t, level=level: t["level_id"] == level,
            number,
            lambda t: (t["name"] or {}).get("en", "").strip(),
        )
        yield Case(f"polymap {level[:8]}", folder, level, {}, tuple(found))
