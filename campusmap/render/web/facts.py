"""Rooms, doors and markers as records with short keys, for the read-back card and the search."""

from __future__ import annotations

from typing import Any

from shapely import Point

from campusmap.geometry.label import find_pole
from campusmap.model.analysis import HardCorner, Reach
from campusmap.model.kit import Kit
from campusmap.model.places import OUTSIDE, Floor, Marker, Opening, OpeningKind, Space
from campusmap.render.web.atlas import Atlas
from campusmap.render.web.corners import corner_facts
from campusmap.render.web.ways import way_facts

Record = dict[str, Any]
Answers = dict[str, list[Any]]


def drop_empty(record: Record) -> Record:
    """Leave out what is empty: "", None, False, and lists or tables of nothing. Zero stays."""
    return {key: value for key, value in record.items() if not (value in ("", None, [], {}, ()) or value is False)}


def room_facts(kit: Kit, atlas: Atlas) -> list[Record]:
    """Return one record a room, in the atlas's order."""
    answers = _answer_hard_corners(kit)
    more = _more_of_rooms(kit, atlas)
    return [
        drop_empty(_room_record(space, n, answers, _place_room(atlas, floor, space), atlas) | more.get(space.id, {}))
        for n, (_, floor) in enumerate(atlas.floors)
        for space in floor.spaces
    ]


def _more_of_rooms(kit: Kit, atlas: Atlas) -> dict[str, Record]:
    """Return what was computed of each room: how far the next door is, the ways, where the corner is, the side."""
    more: dict[str, Record] = {reach.space: _reach_record(reach, atlas) for reach in kit.analysis.reach}
    for key, found in (("ws", way_facts(kit, atlas)), ("hw", corner_facts(kit)), ("sd", atlas.sides)):
        for space, fact in found.items():
            more.setdefault(space, {})[key] = fact
    return more


def _room_record(space: Space, floor: int, answers: Answers, place: Record, atlas: Atlas) -> Record:
    return {
        "i": space.id,
        "f": floor,
        "n": space.shown_number,
        "dn": space.number if space.posted_number and space.posted_number != space.number else "",
        "pl": space.planned_number if space.planned_number != space.shown_number else "",
        "m": space.name,
        "u": space.use.value,
        "al": list(space.aliases),
        "su": space.suite,
        "oc": space.occupants,
        "lk": space.lockable,
        "tw": space.two_way,
        "pa": space.panic,
        "no": space.notes,
        "sh": space.shaft,
        "ar": round(space.outline.area, 1),
        "hc": answers.get(space.id, []),
        "me": space.method,
        "rp": list(space.repairs),
        "by": space.drawn_by,
        "q": atlas.code("room", space.id),
        "src": atlas.cite(space.refs),
        **place,
    }


def _reach_record(reach: Reach, atlas: Atlas) -> Record:
    """Name the nearest exterior door and AED by position in their lists, with metres to walk and the stairs between.

    ``nx`` says that ways were looked for and none leads out.
    """
    door, aed = atlas.shorten(reach.door), atlas.shorten(reach.aed)
    return {
        "nd": int(door[1:]) if door else None,
        "nm": reach.door_m,
        "ns": list(reach.door_by),
        "nx": None if door else 1,
        "na": int(aed[1:]) if aed else None,
        "am": reach.aed_m,
        "as": list(reach.aed_by),
    }


def _place_room(atlas: Atlas, floor: Floor, space: Space) -> Record:
    """Locate the point deepest inside a room, which is also the one that the tables of the kit give."""
    return {} if space.outline.is_empty else _place(atlas, floor, find_pole(space.outline))


def _place(atlas: Atlas, floor: Floor, point: Point) -> Record:
    """Locate a point of a placed floor; of an unplaced one, only where it is drawn on its own page."""
    if floor.frame.placed and atlas.campus.north is not None:
        return atlas.locate(point)
    x_min, y_min = atlas.corners[floor.id]
    return {"at": [round((point.x - x_min) * 100), round((point.y - y_min) * 100)]}


def _answer_hard_corners(kit: Kit) -> Answers:
    """Return for each room: outcome, why, and of its corner status, square metres, people, assumed, by, on."""
    corners = {corner.space: corner for corner in kit.analysis.hard_corners if corner.status != "rejected"}
    rejected = {corner.space for corner in kit.analysis.hard_corners} - set(corners)
    return {
        a.space: [a.outcome.value, a.why, *_corner_facts(corners.get(a.space), a.space in rejected)]
        for a in kit.analysis.assessments
    }


def _corner_facts(corner: HardCorner | None, rejected: bool) -> list[Any]:
    if corner is None:
        return ["rejected"] if rejected else []
    area, people = round(corner.area_m2, 1), corner.capacity
    return [corner.status, area, people, corner.assumed, corner.confirmed_by, corner.confirmed_on]


def door_facts(kit: Kit, atlas: Atlas) -> list[Record]:
    """Return one record an opening, in the atlas's order; only doors carry facts, windows are for the drawing."""
    keys = {e.door: [atlas.shorten(e.key_box), e.key_box_m] for e in kit.analysis.walking.entries if e.key_box}
    return [
        drop_empty(_door_record(opening, n, floor, atlas) | {"kb": keys.get(opening.id)})
        for n, (_, floor) in enumerate(atlas.floors)
        for opening in floor.openings
    ]


def _door_record(door: Opening, n: int, floor: Floor, atlas: Atlas) -> Record:
    if door.kind in (OpeningKind.WINDOW, OpeningKind.VERTICAL):
        return {"k": door.kind.value}
    return {
        "i": door.id,
        "k": door.kind.value,
        "f": n,
        "n": door.shown_number,
        "dn": door.former_number or (door.number if door.posted_number and door.posted_number != door.number else ""),
        "pl": door.planned_number if door.planned_number != door.shown_number else "",
        "ex": 1 if door.exterior else None,
        "sd": atlas.sides.get(door.id),
        "q": atlas.code("door", door.id),
        "j": [atlas.room_index[side] for side in door.joins if side in atlas.room_index and side != OUTSIDE],
        "cl": door.class_,
        "lo": door.lock,
        "li": door.locks_from_inside,
        "ac": door.access_control,
        "co": door.covering,
        "gl": door.glazing,
        "w": round(door.line.length, 2),
        "src": atlas.cite(door.refs),
        **_door_place(door, floor, atlas),
    }


def _door_place(door: Opening, floor: Floor, atlas: Atlas) -> Record:
    """Locate numbered and exterior doors in full; of the others only where they are drawn, to keep the page small."""
    middle = door.line.interpolate(0.5, normalized=True)
    place = _place(atlas, floor, middle)
    return place if door.exterior or door.shown_number else {"at": place.get("at")}


def marker_facts(kit: Kit, atlas: Atlas) -> list[Record]:
    """Return one record a marker, those without a place included: they are found and read back as such."""
    beside = {
        box.marker: [[atlas.shorten(each.door), each.metres] for each in box.doors]
        for box in kit.analysis.walking.key_boxes
    }
    return [drop_empty(_marker_record(marker, atlas) | {"kd": beside.get(marker.id)}) for marker in kit.campus.markers]


def _marker_record(marker: Marker, atlas: Atlas) -> Record:
    floor = atlas.floor_index.get(marker.floor)
    return {
        "i": marker.id,
        "k": marker.kind,
        "l": marker.label,
        "b": atlas.building_index.get(marker.building),
        "f": floor,
        "r": atlas.room_index.get(marker.space),
        "st": marker.status,
        "xt": dict(sorted(marker.attributes.items())),
        "src": atlas.cite(marker.refs),
        **_marker_place(marker, floor, atlas),
    }


def _marker_place(marker: Marker, floor: int | None, atlas: Atlas) -> Record:
    if marker.at is None:
        return {}
    if floor is not None:
        return _place(atlas, atlas.floors[floor][1], marker.at)
    return atlas.locate(marker.at)
