"""resgrid.geojson and resgrid/<floor>.geojson: rooms, stairs and places as zones for the custom maps of Resgrid.

Its importer puts all features of a file on the one layer that is chosen, reads ``name`` and ``description``, and finds
a zone's middle only where the shape is a single polygon, line or point: so there is a file a floor, names say where a
room is, and shapes are single. Source: Resgrid/Core, CustomMapService.ImportGeoJsonAsync.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.carto.symbols import find_symbol
from campusmap.export.feature import place_features, to_collection
from campusmap.export.handling import handling_of
from campusmap.export.where import Grounds
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Marker, OpeningKind, Space

NAME: Final = "resgrid.geojson"
FOLDER: Final = "resgrid"
SITE: Final = "site"
Zone = dict[str, Any]


def write_resgrid(kit: Kit, folder: Path) -> list[Path]:
    """Write every zone into one file, and those of each floor and of the grounds into files of their own."""
    grounds = Grounds(kit.campus)
    if grounds.projector is None:
        return []
    zones = {
        floor.id.replace("/", "-"): list(_floor_zones(kit, building, floor))
        for building, floor in grounds.floors.values()
        if floor.frame.placed
    } | {SITE: list(_site_zones(kit, grounds))}
    everything = place_features([zone for listed in zones.values() for zone in listed], grounds.projector)
    (folder / FOLDER).mkdir(exist_ok=True)
    words = handling_of(kit)
    paths = [_write(folder / NAME, everything, words)]
    files = {folder / FOLDER / f"{name}.geojson": listed for name, listed in zones.items() if listed}
    return paths + [_write(path, listed, words) for path, listed in files.items()]


def _write(path: Path, zones: Sequence[Zone], handling: str) -> Path:
    path.write_bytes(to_collection(zones, handling=handling).encode("utf-8", "replace"))
    return path


def _floor_zones(kit: Kit, building: Building, floor: Floor) -> Iterator[Zone]:
    where = f"{building.name or building.id}, {floor.name or floor.id}"
    for space in floor.spaces:
        words = _room_words(kit, space)
        yield from _zones(space.id, space.outline, f"{_room_name(space)} - {where}", words)
    for opening in floor.openings:
        if opening.exterior and opening.kind in {OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR}:
            at = opening.line.interpolate(0.5, normalized=True)
            name = f"Door {opening.shown_number}" if opening.shown_number else "Door without a number"
            yield from _zones(opening.id, at, f"{name} - {where}", "Exterior door")
    for marker in kit.campus.markers:
        if marker.floor == floor.id:
            yield from _marker_zones(marker, where)


def _site_zones(kit: Kit, grounds: Grounds) -> Iterator[Zone]:
    for building in kit.campus.buildings:
        name = building.name or building.number or building.id
        yield from _zones(building.id, building.footprint, name, f"Building {building.number}".strip())
    for area in kit.campus.areas:
        yield from _zones(area.id, area.shape, area.name or area.kind.capitalize(), area.kind)
    for marker in kit.campus.markers:
        if marker.floor not in grounds.floors:
            yield from _marker_zones(marker, "")


def _marker_zones(marker: Marker, where: str) -> Iterator[Zone]:
    symbol = find_symbol(marker.kind)
    title = symbol.title if symbol.kind == marker.kind else marker.kind
    name = " - ".join(filter(None, (marker.label or title, where)))
    facts = [f"{key}: {value}" for key, value in sorted(marker.attributes.items())]
    if marker.at is not None and (marker.is_there or marker.status == "planned"):
        yield from _zones(marker.id, marker.at, name, "; ".join(filter(None, (title, marker.status, *facts))))


def _room_name(space: Space) -> str:
    return " ".join(filter(None, (space.shown_number, space.name))) or "Room without a number"


def _room_words(kit: Kit, space: Space) -> str:
    corners = [corner for corner in kit.analysis.hard_corners if corner.space == space.id]
    facts = [space.use.value.capitalize(), *(f"also {alias}" for alias in space.aliases)]
    facts += [f"hard corner: {corner.status}" for corner in corners if corner.status != "rejected"]
    return "; ".join(facts)


def _zones(key: str, shape: BaseGeometry, name: str, description: str) -> Iterator[Zone]:
    """Yield a zone a part: the importer takes the middle of a shape of several parts for 0, 0."""
    for part in () if shape.is_empty else shapely.get_parts(shape):
        yield {
            "type": "Feature",
            "geometry": part,
            "properties": {"name": name, "description": description, "campusmap_id": key},
        }
