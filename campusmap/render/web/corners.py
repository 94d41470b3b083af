"""Where in its room a hard corner is, as one says it to somebody who is about to go in."""

from __future__ import annotations

import math

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.carto.scene import mover
from campusmap.geometry.bearing import outward
from campusmap.model.kit import Kit
from campusmap.model.places import Campus, Floor, Opening, OpeningKind, Space, Use

_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_MIDDLE = 0.1  # of the square root of the room's area: nearer to its centroid there is no direction; tool default
_MOST = 0.6  # of the room: above this no single direction tells it; tool default
_AHEAD_DEG = 18.0  # either side of straight in; tool default
_THIRDS = (0.34, 0.66)  # of the way from the door's wall to the one opposite; tool default
_PASSAGES = (Use.CORRIDOR, Use.LOBBY)


def corner_facts(kit: Kit) -> dict[str, str]:
    """Return for each room with a hard corner: "north-east part; on the left as you enter from the corridor"."""
    floors = {s.id: (f, s) for b in kit.campus.buildings for f in b.floors for s in f.spaces}
    return {
        corner.space: words
        for corner in kit.analysis.hard_corners
        if corner.status != "rejected" and corner.space in floors and not corner.shape.is_empty
        for words in [_where(kit.campus, *floors[corner.space], corner.shape)]
        if words
    }


def _where(campus: Campus, floor: Floor, space: Space, corner: BaseGeometry) -> str:
    move = mover(campus, floor)
    room, shape = move(space.outline), move(corner)
    if shape.area > _MOST * room.area:
        return "most of the room"
    placed = floor.frame.placed and campus.north is not None
    entry = _entry_door(floor, space)
    words = [_name_part(room, shape) if placed else ""]
    if entry is not None:
        words.append(
            f"{_name_turn(room, shape, move(entry.line))} as you enter from {_name_beyond(floor, space, entry)}"
        )
    return "; ".join(word for word in words if word)


def _name_part(room: BaseGeometry, corner: BaseGeometry) -> str:
    """Name the part of the room by the compass, +y being true north."""
    dx, dy = corner.centroid.x - room.centroid.x, corner.centroid.y - room.centroid.y
    if math.hypot(dx, dy) < _MIDDLE * math.sqrt(room.area):
        return "middle of the room"
    return f"{_WINDS[round(math.degrees(math.atan2(dx, dy)) / 45) % 8]} part of the room"


def _entry_door(floor: Floor, space: Space) -> Opening | None:
    """Return the door by which one comes in: from a corridor or lobby if there is one, the widest, then by id."""
    uses = {other.id: other.use for other in floor.spaces}
    shut = (OpeningKind.WINDOW, OpeningKind.VERTICAL)
    doors = [door for door in floor.openings if space.id in door.joins and door.kind not in shut]
    passage = [door for door in doors if any(uses.get(side) in _PASSAGES for side in door.joins if side != space.id)]
    return min(passage or doors, key=lambda door: (-round(door.line.length, 2), door.id), default=None)


def _name_beyond(floor: Floor, space: Space, door: Opening) -> str:
    beyond = next((other for other in floor.spaces if other.id in door.joins and other.id != space.id), None)
    if beyond is None:
        return "outside" if door.exterior else "the door"
    if beyond.use in _PASSAGES:
        return "the corridor" if beyond.use is Use.CORRIDOR else "the lobby"
    return beyond.shown_number or beyond.name or "the next room"


def _name_turn(room: BaseGeometry, corner: BaseGeometry, door: BaseGeometry) -> str:
    """Say which way to turn in the door, and whether the place is near its wall or at the far one."""
    out_x, out_y = outward(door, room)  # type: ignore[arg-type]
    middle = door.interpolate(0.5, normalized=True)
    xy = shapely.get_coordinates(room) - (middle.x, middle.y)
    depth = max(float((-xy[:, 0] * out_x - xy[:, 1] * out_y).max()), 0.1)
    dx, dy = corner.centroid.x - middle.x, corner.centroid.y - middle.y
    ahead, left = -(dx * out_x + dy * out_y), dx * out_y - dy * out_x
    turn = math.degrees(math.atan2(left, ahead))
    way = "straight ahead" if abs(turn) < _AHEAD_DEG else "on the left" if left > 0 else "on the right"
    near, far = (part * depth for part in _THIRDS)
    place = ", along the door's wall," if ahead < near else ", at the far wall," if ahead > far else ""
    return way + place
