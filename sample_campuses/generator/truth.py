"""Write what is really there, in drawing units, for tests to score an extraction against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.drawing import Drawn
from generator.pen import UNITS_PER_FOOT, XY
from generator.plan import OUT, Opening, Room


def floor_truth(floor: Drawn) -> dict[str, Any]:
    """Return a feature collection of rooms (polygons) and openings (lines) in drawing units."""
    features = [_room(floor, room) for room in floor.plan.rooms]
    features += [_opening(floor, opening) for opening in floor.openings]
    return {
        "type": "FeatureCollection",
        "note": "coordinates are drawing units, not degrees",
        "unit": floor.style.unit,
        "building": floor.plan.building,
        "floor": floor.plan.floor,
        "features": features,
    }


def to_drawing(floor: Drawn, point: tuple[float, ...]) -> XY:
    """Convert plan feet to the drawing's units, as the pen does."""
    style, scale = floor.style, UNITS_PER_FOOT[floor.style.unit]
    x, y = point[0] + style.offset[0], point[1] + style.offset[1]
    return round((-x if style.mirrored else x) * scale, 3) + 0.0, round(y * scale, 3) + 0.0


def _room(floor: Drawn, room: Room) -> dict[str, Any]:
    net = floor.nets[room.number]
    rings = [[to_drawing(floor, p) for p in ring.coords] for ring in (net.exterior, *net.interiors)]
    area_m2 = round(net.area * 0.3048**2, 2)
    properties = {"what": "room", "number": room.shown, "name": room.name, "use": room.use, "area_m2": area_m2}
    properties["tag"] = to_drawing(floor, floor.spots[room.number])
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}


def _opening(floor: Drawn, opening: Opening) -> dict[str, Any]:
    half = opening.width / 2
    line = [to_drawing(floor, opening.point(sign * half, 0)) for sign in (-1, 1)]
    joins = ["OUTSIDE" if key == OUT else floor.plan.room(key).shown for key in (opening.a, opening.b)]
    properties = {"what": "opening", "kind": opening.kind, "idiom": opening.idiom or "window"}
    properties |= {"exterior": opening.outside, "joins": joins, "number": opening.number}  # type: ignore[dict-item]
    properties["width_m"] = round(opening.width * 0.3048, 3)  # type: ignore[assignment]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": line}}


def write_truth(folder: Path, floor: Drawn) -> None:
    """Write one floor's truth beside the others of its campus."""
    path = folder / f"{floor.plan.building}-{floor.plan.floor}.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {key: value for key, value in floor_truth(floor).items() if key != "features"}
    rows = ",\n".join(json.dumps(feature) for feature in floor_truth(floor)["features"])
    path.write_text(json.dumps(head)[:-1] + ',\n"features": [\n' + rows + "\n]}\n", encoding="utf-8")
