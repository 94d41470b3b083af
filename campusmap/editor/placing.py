"""How plans lie on the ground: control points over the aerial picture, what they miss by, and other poses that fit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from campusmap.editor.anchored import list_handles
from campusmap.editor.ground import find_floor, list_floors, lonlat_from_page
from campusmap.geometry.fit import apply_matrix
from campusmap.geometry.geodesy import lonlat_to_xy
from campusmap.georeference.grid import campus_to_north
from campusmap.georeference.pose import find_poses
from campusmap.model.edit import PROJECT, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Floor
from campusmap.model.project import ControlPoint, Placement
from campusmap.pipeline.inputs import Inputs

LISTED: Final = 4  # other poses that are told (tool default)


def list_placements(kit: Kit, inputs: Inputs) -> list[dict[str, Any]]:
    """Return each placement that campus.toml states, once, with the page's position of a floor that lies by it."""
    floors = {floor.id: (n, floor) for n, (_, floor) in enumerate(list_floors(kit.campus))}
    found = []
    for place, name, placement, identity in _placements(inputs):
        if identity in floors:
            n, floor = floors[identity]
            points = [_point(kit, floor, point) for point in placement.points if point.lonlat is not None]
            points = [point for point in points if point] or list_handles(kit, floor, placement)
            facts = {"place": place, "name": name, "floor": n, "method": placement.method.replace("_", " "),
                     "points": points, "rms": floor.frame.residual_m,
                     "worst": floor.frame.worst_m, "off": floor.frame.offset_m}  # fmt: skip
            found.append({key: value for key, value in facts.items() if value is not None})
    return found


def _placements(inputs: Inputs) -> Iterator[tuple[str, str, Placement, str]]:
    """Yield name, title and placement of each building or floor, and the id of the lowest floor that lies by it."""
    for building in inputs.project.building:
        by_building = [floor for floor in building.floor if floor.placement is None and floor.plan]
        if building.placement is not None and building.placement.method != "none" and by_building:
            first = f"{building.id}/{min(by_building, key=lambda floor: abs(floor.ordinal)).id}"
            yield f"placement {building.id}", building.name or building.id, building.placement, first
        for floor in building.floor:
            if floor.placement is not None and floor.placement.method != "none":
                name = f"{building.name or building.id}, {floor.name or floor.id}"
                yield f"placement {building.id}/{floor.id}", name, floor.placement, f"{building.id}/{floor.id}"


def _point(kit: Kit, floor: Floor, point: ControlPoint) -> dict[str, Any]:
    """Return where a control point is said to be and where its drawing's place falls, in the page's metres."""
    north, epsg = kit.campus.north, kit.campus.epsg
    if point.lonlat is None or north is None or epsg is None:
        return {}
    said = campus_to_north(north, *lonlat_to_xy(epsg)(*point.lonlat))
    facts: dict[str, Any] = {"drawing": list(point.drawing), "lonlat": list(point.lonlat), "at": _round(said)}
    if floor.frame.placed:
        x, y = (float(value) for value in apply_matrix(floor.frame.matrix, [point.drawing])[0])
        falls = campus_to_north(north, x, y)
        facts |= {"falls": _round(falls), "off": round(math.dist(said, falls), 2)}
    return facts


def _round(at: tuple[float, float]) -> list[float]:
    return [round(value, 3) for value in at]


def move_point(kit: Kit, place: str, point: dict[str, list[float]], at: tuple[float, float]) -> list[Change]:
    """Return the change that lays a control point elsewhere on the ground; its place in the drawing stays."""
    lon, lat = lonlat_from_page(kit, at)
    after = {"drawing": point["drawing"], "lonlat": [lon, lat]}
    return [Change(PROJECT, {"point": point}, {"point": after}, place=place)]


def list_rivals(kit: Kit, floor: int) -> dict[str, Any]:
    """Return how well a floor fills its footprint as it lies, and in which other turns its outline would fit it."""
    building, own = find_floor(kit, floor)
    if building.footprint.is_empty or not own.frame.placed or own.outline.is_empty:
        return {"poses": []}
    poses = find_poses(own.outline, building.footprint)[:LISTED]
    told = [{"turn": round(p.turn_deg) % 360, "overlap": round(p.overlap, 2), "mirrored": p.mirrored} for p in poses]
    shared = own.outline.intersection(building.footprint).area / own.outline.union(building.footprint).area
    return {"now": round(shared, 2), "poses": told}
