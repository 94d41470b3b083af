"""osm.geojson: the campus in OpenStreetMap's indoor tags, for JOSM, QGIS and indoor viewers. Never to be uploaded.

Source: OpenStreetMap wiki, Simple Indoor Tagging, and Key:emergency.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from shapely.geometry.base import BaseGeometry

from campusmap.export.feature import place_features, to_collection
from campusmap.export.handling import handling_of
from campusmap.export.where import Grounds
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Marker, Opening, OpeningKind, Space, Use

NAME: Final = "osm.geojson"
PRIVATE: Final = "Private: do not upload to OpenStreetMap. Holds what a school does not publish."
# What a kind of room is called. Source: OpenStreetMap wiki, Key:room.
_ROOMS: Final = {
    Use.CLASSROOM: "classroom", Use.OFFICE: "office", Use.RESTROOM: "toilets", Use.STORAGE: "storage",
    Use.MECHANICAL: "technical", Use.GYM: "sports_hall", Use.CAFETERIA: "canteen", Use.KITCHEN: "kitchen",
    Use.LIBRARY: "library", Use.AUDITORIUM: "auditorium", Use.LAB: "laboratory", Use.MEDICAL: "medical",
    Use.LOBBY: "entrance",
}  # fmt: skip
_DEVICES: Final = {
    "AED": "defibrillator", "BLEEDING_KIT": "first_aid_kit", "EXTINGUISHER": "fire_extinguisher",
    "HYDRANT": "fire_hydrant", "FDC": "fire_service_inlet", "STANDPIPE": "fire_service_inlet",
    "ASSEMBLY": "assembly_point", "LANDING_ZONE": "landing_site",
}  # fmt: skip
Tags = dict[str, str | None]


def write_osm(kit: Kit, folder: Path) -> list[Path]:
    """Write osm.geojson: the floors with coordinates, one feature a line; nothing where nothing has any."""
    grounds = Grounds(kit.campus)
    if grounds.projector is None:
        return []
    features = [_feature(key, shape, tags) for key, shape, tags in _things(kit, grounds)]
    members = {"private": True, "upload": "never", "warning": PRIVATE, "name": kit.campus.name}
    members["handling"] = handling_of(kit)
    path = folder / NAME
    path.write_bytes(to_collection(place_features(features, grounds.projector), **members).encode("utf-8", "replace"))
    return [path]


def _feature(key: str, shape: BaseGeometry, tags: Tags) -> dict[str, Any]:
    said = {name: value for name, value in tags.items() if value}
    return {
        "id": key,
        "type": "Feature",
        "geometry": shape,
        "properties": said | {"note": PRIVATE, "campusmap:id": key},
    }


def _things(kit: Kit, grounds: Grounds) -> Iterator[tuple[str, BaseGeometry, Tags]]:
    for building in kit.campus.buildings:
        if not building.footprint.is_empty:
            yield building.id, building.footprint, _building_tags(building)
        for floor in building.floors:
            if floor.frame.placed:
                yield from _floor_things(building, floor)
    for marker in kit.campus.markers:
        if marker.at is not None and grounds.is_placed(marker.floor) and marker.status != "none":
            yield marker.id, marker.at, _marker_tags(marker, grounds)


def _floor_things(building: Building, floor: Floor) -> Iterator[tuple[str, BaseGeometry, Tags]]:
    level = str(floor.ordinal)
    for space in floor.spaces:
        if not space.outline.is_empty:
            yield space.id, space.outline, _space_tags(space) | {"level": level}
    for opening in floor.openings:
        if opening.kind is not OpeningKind.VERTICAL and not opening.line.is_empty:
            at = opening.line.interpolate(0.5, normalized=True)
            yield opening.id, at, _opening_tags(building, opening) | {"level": level}


def _building_tags(building: Building) -> Tags:
    levels = [floor.ordinal for floor in building.floors] or [0]
    return {
        "building": "school",
        "name": building.name,
        "ref": building.number,
        "min_level": str(min(levels)),
        "max_level": str(max(levels)),
        "addr:full": building.address,
    }


def _space_tags(space: Space) -> Tags:
    tags: Tags = {"indoor": "room", "ref": space.shown_number, "name": space.name, "room": _ROOMS.get(space.use)}
    if space.use is Use.CORRIDOR:
        tags["indoor"] = "corridor"
    elif space.use is Use.STAIR:
        tags |= {"stairs": "yes", "room": "stairs"}
    elif space.use is Use.ELEVATOR:
        tags |= {"highway": "elevator", "room": "elevator"}
    return tags


def _opening_tags(building: Building, opening: Opening) -> Tags:
    width = f"{opening.line.length:.2f}"
    if opening.kind is OpeningKind.WINDOW:
        return {"window": "yes", "width": width}
    tags: Tags = {"ref": opening.shown_number, "width": width}
    if opening.kind is OpeningKind.OPENING:
        tags["door"] = "no"
    else:
        hinged = opening.swing or opening.swing_line is not None
        tags["door"] = "hinged" if hinged else "yes"
    if opening.exterior:
        main = building.main_entrance and opening.shown_number == building.main_entrance
        tags["entrance"] = "main" if main else "yes"
    return tags


def _marker_tags(marker: Marker, grounds: Grounds) -> Tags:
    on = grounds.floors.get(marker.floor)
    return {
        "emergency": _DEVICES.get(marker.kind),
        "name": marker.label,
        "level": str(on[1].ordinal) if on else None,
        "indoor": "yes" if on and marker.kind == "AED" else None,
        "campusmap:kind": marker.kind,
        "campusmap:status": marker.status,
    }
