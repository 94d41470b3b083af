"""One row of the markers table -> the place it names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from shapely import Point, union_all

from campusmap.geometry.geodesy import lonlat_to_xy
from campusmap.geometry.label import find_free_point
from campusmap.model.places import OUTSIDE, Building, Campus, Opening, Space
from campusmap.model.tables import Row
from campusmap.safety.door_rows import find_doors
from campusmap.safety.lookup import Spot, find_buildings, find_spaces, find_spots, say_no_spot
from campusmap.units import say_length

OUTDOOR_KINDS: Final = frozenset({"KEY_BOX", "FDC"})  # hung on the outer face beside a door
DOOR_OFFSET_M: Final = 0.6  # clear of the door's own symbol; tool default
GAP_M: Final = 0.8  # between two symbols in one room, so that both can be read; tool default
FAR_M: Final = 5000.0  # farther from every building than this is a wrong coordinate; tool default

_COORDINATES: Final = frozenset({"lonlat", "drawing"})  # methods

Complaints = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a marker stands; ``complaints`` are notice codes and texts."""

    at: Point | None
    building: str = ""
    floor: str = ""
    space: str = ""
    method: str = ""
    complaints: Complaints = ()


Taken = Mapping[str, Sequence[Point]]


def locate_row(campus: Campus, row: Row, kind: str, taken: Taken) -> Place:
    """Find the place of a row by the first that it gives: lon and lat, x and y, door, room; tell what of it is nowhere.

    What stands nowhere is told of the place that counts, and of the others that the row gives beside it.
    """
    place = _locate_first(campus, row, kind, taken)
    return replace(place, complaints=place.complaints + _judge_beside(campus, row, place)) if place.method else place


def _locate_first(campus: Campus, row: Row, kind: str, taken: Taken) -> Place:
    if row.get("lon").strip() or row.get("lat").strip():
        return _by_lonlat(campus, row)
    if row.get("x").strip() or row.get("y").strip():
        return _by_drawing(campus, row)
    if row.get("door").strip():
        return _by_door(campus, row, kind, taken)
    if row.get("room").strip():
        return _by_room(campus, row, taken)
    return _unplaced(campus, row, "marker.not_placed", "the row gives no room, door or coordinates")


def _unplaced(campus: Campus, row: Row, code: str, text: str) -> Place:
    """Keep what the row says of building and floor, when it fits exactly one."""
    buildings = find_buildings(campus, row.get("building")) if row.get("building").strip() else ()
    spots = find_spots(campus, row.get("building"), row.get("floor")) if row.get("floor").strip() else ()
    building = buildings[0].id if len(buildings) == 1 else ""
    return Place(None, building, spots[0].floor.id if len(spots) == 1 else "", complaints=((code, text),))


def _read_pair(row: Row, first: str, second: str) -> tuple[float, float] | None:
    try:
        pair = float(row.get(first)), float(row.get(second))
    except ValueError:
        return None
    return pair if all(math.isfinite(value) for value in pair) else None


def _by_lonlat(campus: Campus, row: Row) -> Place:
    pair = _read_pair(row, "lon", "lat")
    if pair is None or abs(pair[0]) > 180 or abs(pair[1]) > 90:
        text = f"lon {row.get('lon')!r}, lat {row.get('lat')!r} is no place on the Earth"
        return _unplaced(campus, row, "table.bad_value", text)
    if campus.epsg is None:
        return _unplaced(
            campus, row, "marker.not_placed", "the campus is not on coordinates, so lon and lat lead nowhere"
        )
    at = Point(*(round(value, 3) for value in lonlat_to_xy(campus.epsg)(*pair)))
    footprints = [b.footprint for b in campus.buildings if not b.footprint.is_empty]
    if footprints and union_all(footprints).distance(at) > FAR_M:
        return _unplaced(
            campus, row, "marker.not_placed", f"lon, lat lie more than {say_length(FAR_M)} from every building"
        )
    return _standing(campus, row, at, _spots_on_ground(campus, row), "lonlat")


def _spots_on_ground(campus: Campus, row: Row) -> tuple[Spot, ...]:
    spots = find_spots(campus, row.get("building"), row.get("floor"))
    return tuple(spot for spot in spots if spot.floor.frame.placed)


def _judge_beside(campus: Campus, row: Row, place: Place) -> Complaints:
    """Tell of what a row names beside the place that counts and that is not on the campus, or not any more."""
    counts = "it stands at its door" if place.method == "door" else "it stands where its coordinates are"
    spots = find_spots(campus, row.get("building"), row.get("floor"))
    door, room, drawing = (row.get(column).strip() for column in ("door", "room", "drawing"))
    said: list[tuple[str, str]] = []
    if lacking := say_no_spot(campus, row.get("building").strip(), row.get("floor").strip()):
        said.append(("marker.no_such_floor", f"{lacking}; {counts}"))
    elif door and place.method in _COORDINATES and not find_doors(spots, door):
        said.append(("marker.no_such_door", f"there is no door {door}; {counts}"))
    elif room and place.method == "door" and not find_spaces(spots, room):
        said.append(("marker.no_such_room", f"there is no room {room}; {counts}"))
    if drawing and not any(_same_file(spot.floor.plan_file, drawing) for spot in find_spots(campus, "", "")):
        said.append(("table.bad_value", f"drawing {drawing!r} is no floor's plan; {counts}"))
    odd = [column for column in ("x", "y") if row.get(column).strip() and _read_pair(row, column, column) is None]
    return (*said, *(("table.bad_value", f"{column} {row.get(column)!r} is no number; {counts}") for column in odd))


def _by_drawing(campus: Campus, row: Row) -> Place:
    """Lead x, y in drawing units through the frame of the floor that the row names."""
    pair = _read_pair(row, "x", "y")
    if pair is None:
        text = f"x {row.get('x')!r}, y {row.get('y')!r} is no place in a drawing"
        return _unplaced(campus, row, "table.bad_value", text)
    spots = find_spots(campus, row.get("building"), row.get("floor"))
    drawing = row.get("drawing").strip()
    if drawing:
        spots = tuple(spot for spot in spots if _same_file(spot.floor.plan_file, drawing))
    inside = tuple(spot for spot in spots if spot.floor.outline.covers(_through(spot, pair)))
    chosen = spots if len(spots) == 1 else inside
    if len(chosen) != 1:
        text = f"x, y need a building and floor (or a drawing) that fit one floor; these fit {len(chosen)}"
        return _unplaced(campus, row, "marker.not_placed", text)
    return _standing(campus, row, _through(chosen[0], pair), chosen, "drawing")


def _through(spot: Spot, pair: tuple[float, float]) -> Point:
    a, b, c, d, e, f = spot.floor.frame.matrix
    x, y = pair
    return Point(round(a * x + b * y + c, 3), round(d * x + e * y + f, 3))


def _same_file(plan_file: str, text: str) -> bool:
    """Compare file names without folder, case and, if ``text`` has none, suffix."""
    drawn, asked = PurePosixPath(plan_file).name.casefold(), PureWindowsPath(text).name.casefold()
    return asked in (drawn, PurePosixPath(drawn).stem)


def _standing(campus: Campus, row: Row, at: Point, spots: Sequence[Spot], method: str) -> Place:
    """Fill building, floor and room from where a point stands; the room cell is held against it."""
    inside = [spot for spot in spots if spot.floor.outline.covers(at)]
    buildings = {spot.building.id: spot.building for spot in inside}
    named = find_buildings(campus, row.get("building")) if row.get("building").strip() else ()
    building = next(iter(buildings.values())) if len(buildings) == 1 else (named[0] if len(named) == 1 else None)
    spot = inside[0] if len(inside) == 1 else _named_floor(row, spots)
    space = next((s for s in spot.floor.spaces if s.outline.covers(at)), None) if spot else None
    complaints = _judge_room(row, spots, space) + _judge_floor(inside, building)
    return Place(
        at,
        building.id if building else "",
        spot.floor.id if spot else "",
        space.id if space else "",
        method,
        complaints,
    )


def _named_floor(row: Row, spots: Sequence[Spot]) -> Spot | None:
    return spots[0] if row.get("floor").strip() and len(spots) == 1 else None


def _judge_floor(inside: Sequence[Spot], building: Building | None) -> Complaints:
    if building is None or len(inside) < 2:
        return ()
    return (("marker.floor_unknown", f"it stands in building {building.id}, but the row names no floor"),)


def _judge_room(row: Row, spots: Sequence[Spot], space: Space | None) -> Complaints:
    room = row.get("room").strip()
    found = find_spaces(spots, room)
    if not room or (space and any(other.id == space.id for _, other in found)):
        return ()
    if not found:
        return (("marker.no_such_room", f"there is no room {room}"),)
    return (("marker.not_in_room", f"its coordinates do not lie in room {room}"),)


def _say_lacking(campus: Campus, row: Row, thing: str) -> str:
    """Say that a room or door is not there, or that the building or floor is not in which a row looks for it."""
    lacking = say_no_spot(campus, row.get("building"), row.get("floor"))
    return f"{thing}: {lacking}" if lacking else f"there is no {thing}"


def _by_room(campus: Campus, row: Row, taken: Taken) -> Place:
    spots = find_spots(campus, row.get("building"), row.get("floor"))
    room = row.get("room").strip()
    found = find_spaces(spots, room)
    if len(found) != 1:
        where = ", ".join(space.id for _, space in found)
        if found:
            return _unplaced(campus, row, "marker.ambiguous_room", f"room {room} fits {where}")
        return _unplaced(campus, row, "marker.no_such_room", _say_lacking(campus, row, f"room {room}"))
    spot, space = found[0]
    at = find_free_point(space.outline, taken.get(spot.floor.id, ()), GAP_M)
    return Place(at, spot.building.id, spot.floor.id, space.id, "room")


def _by_door(campus: Campus, row: Row, kind: str, taken: Taken) -> Place:
    spots = find_spots(campus, row.get("building"), row.get("floor"))
    door = row.get("door").strip()
    found = find_doors(spots, door)
    if len(found) != 1:
        where = ", ".join(opening.id for _, opening in found)
        text = f"door {door} fits {where}" if found else _say_lacking(campus, row, f"door {door}")
        return _unplaced(campus, row, "marker.no_such_door", text)
    spot, opening = found[0]
    rooms = [space.id for _, space in find_spaces([spot], row.get("room"))]
    at, space_id = _beside_door(spot, opening, kind, rooms, taken.get(spot.floor.id, ()))
    return Place(at, spot.building.id, spot.floor.id, space_id, "door")


def _beside_door(
    spot: Spot, opening: Opening, kind: str, rooms: Sequence[str], taken: Sequence[Point]
) -> tuple[Point, str]:
    """Stand off the door's middle: outside for what hangs outside, else into the named or first room."""
    joined = {space.id: space for space in spot.floor.spaces if space.id in opening.joins}
    wanted = next((joined[r] for r in rooms if r in joined), None) or next(iter(joined.values()), None)
    middle = opening.line.interpolate(0.5, normalized=True)
    (x0, y0), (x1, y1) = opening.line.coords[0], opening.line.coords[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    along, across = ((x1 - x0) / length, (y1 - y0) / length), ((y0 - y1) / length, (x1 - x0) / length)
    inner = min((1, -1), key=lambda sign: _gap_to(spot, wanted, middle, across, sign))
    outdoors = kind in OUTDOOR_KINDS and OUTSIDE in opening.joins
    off = DOOR_OFFSET_M * (-inner if outdoors else inner)
    at = _first_free(middle, along, (across[0] * off, across[1] * off), taken)
    return at, "" if outdoors or wanted is None else wanted.id


def _gap_to(spot: Spot, wanted: Space | None, middle: Point, across: tuple[float, float], sign: int) -> float:
    step = Point(middle.x + sign * DOOR_OFFSET_M * across[0], middle.y + sign * DOOR_OFFSET_M * across[1])
    return float((wanted.outline if wanted else spot.floor.outline).distance(step))


def _first_free(middle: Point, along: tuple[float, float], off: tuple[float, float], taken: Sequence[Point]) -> Point:
    """Step aside along the door, right and left in turn, until no other marker stands within half a gap."""
    points = [
        Point(round(middle.x + off[0] + k * along[0], 3), round(middle.y + off[1] + k * along[1], 3))
        for k in (0.0, GAP_M, -GAP_M, 2 * GAP_M, -2 * GAP_M, 3 * GAP_M, -3 * GAP_M)
    ]
    return next((p for p in points if all(p.distance(t) >= GAP_M / 2 for t in taken)), points[0])
