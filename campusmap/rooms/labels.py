"""Texts to rooms: which text lies in which room, the room's number and name, and what fits nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.lines import make_points
from campusmap.model.plan import Role
from campusmap.model.source import Notice, Ref
from campusmap.rooms.sheet import Sheet, make_notice, make_ref
from campusmap.rooms.texts import Mark, TextKind

STRAY_M: Final = 0.6  # a label this near a room without number, in a wall, is that room's; tool default
_NAME_REACH_M: Final = 2.5  # name lines further apart belong to different names
_LINE_SPACING: Final = 3.5  # or further apart than this many text heights
_ROOM_ROLES: Final = (Role.LABEL, Role.ROOM)


@dataclass(frozen=True, slots=True)
class RoomText:
    """What the texts in one room say. ``others`` are further numbers found in it."""

    number: str = ""
    name: str = ""
    use: str = ""  # as stated, in words
    others: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    telling: tuple[Mark, ...] = ()  # the marks that number and name were read off


@dataclass(frozen=True, slots=True)
class Lettered:
    """The texts of each room, and those that belong to none."""

    rooms: tuple[RoomText, ...]
    loose: frozenset[int]  # indices of marks in no room
    moved: tuple[Mark, ...]  # in a wall, given to the room beside it


def letter_rooms(shapes: Sequence[Polygon], marks: Sequence[Mark]) -> Lettered:
    """Give each text to the smallest room that its box's centre lies in."""
    home = _find_homes(shapes, marks)
    moved = _rehome(shapes, marks, home)
    held: list[list[Mark]] = [[] for _ in shapes]
    for mark, room in zip(marks, home.tolist(), strict=True):
        if room >= 0:
            held[room].append(mark)
    loose = frozenset(np.flatnonzero(home < 0).tolist())
    return Lettered(tuple(_read_room(*pair) for pair in zip(held, shapes, strict=True)), loose, moved)


def _find_homes(shapes: Sequence[Polygon], marks: Sequence[Mark]) -> np.ndarray:
    home = np.full(len(marks), -1, dtype=np.int64)
    if not shapes or not marks:
        return home
    order = np.argsort(-shapely.area(np.array(shapes, dtype=object)), kind="stable")
    tree = shapely.STRtree(np.array(shapes, dtype=object)[order])
    mark, room = tree.query(make_points([(m.x, m.y) for m in marks]), predicate="intersects")
    rank = np.lexsort((room, mark))
    home[mark[rank]] = order[room[rank]]  # the smallest room comes last and stays
    return home


def _rehome(shapes: Sequence[Polygon], marks: Sequence[Mark], home: np.ndarray) -> tuple[Mark, ...]:
    """Give room labels that lie in a wall to the nearest room that has none."""
    numbered = {int(r) for m, r in zip(marks, home, strict=True) if m.kind is TextKind.NUMBER and m.role in _ROOM_ROLES}
    free = np.array([i for i in range(len(shapes)) if i not in numbered], dtype=np.int64)
    stray = [i for i, m in enumerate(marks) if home[i] < 0 and m.kind is TextKind.NUMBER and m.role in _ROOM_ROLES]
    if not len(free) or not stray:
        return ()
    tree = shapely.STRtree(np.array(shapes, dtype=object)[free])
    points = make_points([(marks[i].x, marks[i].y) for i in stray])
    near, room = tree.query_nearest(points, max_distance=STRAY_M, all_matches=False)
    for i, j in zip(near.tolist(), room.tolist(), strict=True):
        home[stray[i]] = free[j]
    return tuple(marks[stray[i]] for i in near.tolist())


def _read_room(found: list[Mark], shape: Polygon) -> RoomText:
    """Read number and name off a room's texts; of several numbers the best attested, largest, most central one."""
    own = [m for m in found if m.role in _ROOM_ROLES or m.rank == 0]
    at = shape.centroid
    numbers = [m for m in own if m.kind is TextKind.NUMBER]
    numbers.sort(key=lambda m: (m.rank, -round(m.label.height, 2), np.hypot(m.x - at.x, m.y - at.y), m.value))
    best = numbers[0] if numbers else None
    others = tuple(dict.fromkeys(m.value for m in numbers if best and _fold(m.value) != _fold(best.value)))
    names = [m for m in own if m.kind is TextKind.NAME]
    lines = _pick_name(names, best)
    name = " ".join(dict.fromkeys(m.value for m in lines))
    telling = (*([best] if best else []), *lines)
    use = next((m.value for m in own if m.kind is TextKind.USE), "")
    return RoomText(best.value if best else "", name, use, others, tuple(found), telling)


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.upper()))


def _pick_name(names: list[Mark], number: Mark | None) -> list[Mark]:
    """Return the lines of the name nearest the number, top to bottom."""
    if not names:
        return []
    rank = min(m.rank for m in names)
    names = [m for m in names if m.rank == rank]
    at = number or max(names, key=lambda m: (m.label.height, m.y))
    start = min(names, key=lambda m: (np.hypot(m.x - at.x, m.y - at.y), -m.y))
    reach = min(_NAME_REACH_M, _LINE_SPACING * max(start.label.height, 0.05))
    lines = [m for m in names if m.label is start.label or np.hypot(m.x - start.x, m.y - start.y) < reach]
    return sorted(lines, key=lambda m: -round(m.y, 2))


def label_notices(
    sheet: Sheet, lettered: Lettered, ids: Sequence[str], marks: Sequence[Mark], door_marks: frozenset[int]
) -> list[Notice]:
    """Write notices for rooms with several numbers, and for labels in walls or in no room."""
    notices = []
    for room, space in zip(lettered.rooms, ids, strict=True):
        if room.others:
            text = f"The room holds several numbers: {', '.join((room.number, *room.others))}; {room.number} was taken."
            notices.append(make_notice(sheet, "rooms.two_numbers", text, space, _mark_ref(sheet, room.marks[0])))
    for mark in lettered.moved:
        text = f'The label "{mark.value}" lies in a wall; it was given to the room beside it.'
        notices.append(make_notice(sheet, "rooms.label_in_wall", text, ref=_mark_ref(sheet, mark)))
    for mark in (marks[i] for i in sorted(lettered.loose - door_marks)):
        if mark.role in _ROOM_ROLES and mark.kind in (TextKind.NUMBER, TextKind.NAME):
            text = f'The label "{mark.value}" lies in no room.'
            notices.append(make_notice(sheet, "rooms.label_loose", text, ref=_mark_ref(sheet, mark)))
    rest = [marks[i] for i in sorted(lettered.loose - door_marks) if marks[i].role in _ROOM_ROLES]
    rest = [m for m in rest if m.kind in (TextKind.AREA, TextKind.OTHER)]
    if rest:
        text = f"{len(rest)} other text(s) on label layers lie in no room; the first is at the place given."
        notices.append(make_notice(sheet, "rooms.text_loose", text, ref=_mark_ref(sheet, rest[0]), count=len(rest)))
    return notices


def _mark_ref(sheet: Sheet, mark: Mark) -> Ref:
    return make_ref(sheet, mark.x, mark.y, mark.label.layer, mark.label.handle)
