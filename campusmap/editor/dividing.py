"""Rooms that the drawing left wrong: split along a line, merged with their neighbours, or given back as drawn."""

from __future__ import annotations

from typing import Final

from shapely import LineString, MultiPoint, Polygon

from campusmap.editor.drawn import list_sources, read_drawn, to_feature_on
from campusmap.editor.ground import find_space, line_from_page
from campusmap.errors import InputError
from campusmap.geometry.divide import cut_in_two, join_across
from campusmap.model.edit import OVERRIDES, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Floor, Space
from campusmap.pipeline.inputs import Inputs
from campusmap.rooms.by_hand import WALL_M

BORDERS: Final = ("wall", "open")
MOST_ROOMS: Final = 12  # that are merged at a time (tool default)


def split_room(
    kit: Kit, inputs: Inputs, room: str, line: list[tuple[float, float]], said: tuple[str, str, str]
) -> list[Change]:
    """Return the change that splits a room along a line of the page: ``said`` is the border, who and when."""
    border, who, when = said
    floor, space = _find_drawn_room(kit, room)
    if border not in BORDERS:
        raise InputError("this border", "is a wall or open", "say which of the two it is")
    drawn = line_from_page(kit, floor, line)
    if _cut(space.outline, drawn, border) is None:
        raise InputError("this line", "does not part the room in two", "draw it from wall to wall, across the room")
    facts = {"kind": "split", "floor": floor.id, "subject": space.id, "part": _free_id(floor, inputs, space),
             "numbers": space.number, "border": border, "who": who, "when": when}  # fmt: skip
    return [Change(OVERRIDES, None, to_feature_on(kit.campus, floor, drawn, facts))]


def _find_drawn_room(kit: Kit, room: str) -> tuple[Floor, Space]:
    floor, space = find_space(kit, room)
    if floor.frame.on_picture:
        raise InputError("this room", "was traced by hand, on a picture", "change its outline, or trace another room")
    return floor, space


def _cut(outline: Polygon, line: LineString, border: str) -> tuple[Polygon, Polygon] | None:
    return cut_in_two(outline, line, WALL_M if border == "wall" else 0.0)


def _free_id(floor: Floor, inputs: Inputs, space: Space) -> str:
    """Return an id for a new part that no room has, nor any part that was split off before."""
    parts = {(feature.get("properties") or {}).get("part") for feature in read_drawn(inputs)}
    taken = {each.id for each in floor.spaces} | parts
    return next(name for n in range(2, len(taken) + 3) if (name := f"{space.id}-{n}") not in taken)


def merge_rooms(kit: Kit, rooms: list[str], who: str, when: str) -> list[Change]:
    """Return the change that makes one room of several that adjoin; the first keeps its number and id."""
    if not 2 <= len(set(rooms)) <= MOST_ROOMS:
        raise InputError("these rooms", "cannot be merged", f"choose two to {MOST_ROOMS} rooms that adjoin")
    found = [_find_drawn_room(kit, room) for room in dict.fromkeys(rooms)]
    floor, spaces = found[0][0], [space for _, space in found]
    if any(own.id != floor.id for own, _ in found):
        raise InputError("these rooms", "are on different floors", "choose rooms that adjoin")
    others = [space.outline for space in floor.spaces if space not in spaces]
    if join_across([space.outline for space in spaces], others) is None:
        raise InputError("these rooms", "do not adjoin", "choose rooms with one wall between them")
    numbers = ";".join(space.number for space in spaces)
    facts = {"kind": "merge", "floor": floor.id, "subject": spaces[0].id, "numbers": numbers.strip(";") and numbers,
             "rooms": "; ".join(space.id for space in spaces), "who": who, "when": when}  # fmt: skip
    points = MultiPoint([space.outline.representative_point() for space in spaces])
    return [Change(OVERRIDES, None, to_feature_on(kit.campus, floor, points, facts))]


def restore_room(kit: Kit, inputs: Inputs, room: str) -> list[Change]:
    """Return the changes that take back every split and merge that made a room what it is."""
    _, space = _find_drawn_room(kit, room)
    own = list_sources(inputs, space.refs)
    if not own:
        raise InputError("this room", "was neither split nor merged by hand", "choose one that was")
    return [Change(OVERRIDES, feature, None) for feature in own]
