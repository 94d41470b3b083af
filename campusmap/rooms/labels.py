"""Texts to rooms: which text lies in which room, the room's number and name, and what fits nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.lines import make_points
from campusmap.model.plan import XY, Role
from campusmap.model.source import Notice, Ref
from campusmap.rooms.hints import block_to_subject
from campusmap.rooms.sheet import Sheet, make_notice, make_ref
from campusmap.rooms.texts import Mark, TextKind
from campusmap.units import count_of

STRAY_M: Final = 0.6  # a label this near a room without number, in a wall, is that room's; tool default
_NAME_REACH_M: Final = 2.5  # name lines further apart belong to different names
_LINE_SPACING: Final = 3.5  # or further apart than this many text heights
_ROOM_ROLES: Final = (Role.LABEL, Role.ROOM)


@dataclass(frozen=True, slots=True)
class RoomText:
    """What the texts in one room say. ``others`` are further numbers found in it, ``rivals`` all further labels."""

    number: str = ""
    name: str = ""
    use: str = ""  # as stated, in words
    others: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    telling: tuple[Mark, ...] = ()  # the marks that number and name were read off
    rivals: tuple[Mark, ...] = ()  # the marks of other numbers and of names elsewhere in the room


@dataclass(frozen=True, slots=True)
class Lettered:
    """The texts of each room, and those that belong to none."""

    rooms: tuple[RoomText, ...]
    loose: frozenset[int]  # indices of marks in no room
    moved: tuple[Mark, ...]  # in a wall, given to the room beside it


def letter_rooms(shapes: Sequence[Polygon], marks: Sequence[Mark]) -> Lettered:
    """Give each text to the smallest room that its box's centre lies in."""
    home = _find_homes(shapes, [(m.x, m.y) for m in marks])
    pointed = [i for i, m in enumerate(marks) if home[i] < 0 and m.tip is not None]
    home[pointed] = _find_homes(shapes, [tip for i in pointed if (tip := marks[i].tip) is not None])
    moved = _rehome(shapes, marks, home)
    held: list[list[Mark]] = [[] for _ in shapes]
    for mark, room in zip(marks, home.tolist(), strict=True):
        if room >= 0:
            held[room].append(mark)
    loose = frozenset(np.flatnonzero(home < 0).tolist())
    return Lettered(tuple(_read_room(*pair) for pair in zip(held, shapes, strict=True)), loose, moved)


def _find_homes(shapes: Sequence[Polygon], places: Sequence[XY]) -> np.ndarray:
    home = np.full(len(places), -1, dtype=np.int64)
    if not shapes or not places:
        return home
    order = np.argsort(-shapely.area(np.array(shapes, dtype=object)), kind="stable")
    tree = shapely.STRtree(np.array(shapes, dtype=object)[order])
    mark, room = tree.query(make_points(places), predicate="intersects")
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
        for k in _lines_beside(marks, stray[i]):
            home[k] = free[j] if home[k] < 0 else home[k]
    return tuple(marks[stray[i]] for i in near.tolist())


def _lines_beside(marks: Sequence[Mark], number: int) -> list[int]:
    """Return the name, area ... in the same text as a number, or a few lines above or below it."""
    at, reach = marks[number], _LINE_SPACING * marks[number].label.height
    return [
        k
        for k, m in enumerate(marks)
        if m.kind is not TextKind.NUMBER and (m.label is at.label or np.hypot(m.x - at.x, m.y - at.y) < reach)
    ]


def _read_room(found: list[Mark], shape: Polygon) -> RoomText:
    """Read number and name off a room's texts; of several numbers the best attested, largest, most central one."""
    own = [m for m in found if m.role in _ROOM_ROLES or m.rank == 0]
    at = shape.centroid
    numbers = [m for m in own if m.kind is TextKind.NUMBER]
    numbers.sort(key=lambda m: (m.rank, -round(m.label.height, 2), np.hypot(m.x - at.x, m.y - at.y), m.value))
    best = numbers[0] if numbers else None
    # "AULA 3" beside "104": the 3 belongs to the name
    further = [m for m in numbers if best and _fold(m.value) != _fold(best.value) and m.rank <= max(best.rank, 2)]
    others = tuple(dict.fromkeys(m.value for m in further))
    names = [m for m in own if m.kind is TextKind.NAME]
    lines = _pick_name(names, best)
    name = " ".join(dict.fromkeys(m.value for m in lines))
    telling = (*([best] if best else []), *lines)
    use = next((m.value for m in own if m.kind is TextKind.USE), "")
    rivals = (*further, *_other_names(names, lines))
    return RoomText(best.value if best else "", name, use, others, tuple(found), telling, rivals)


def _other_names(names: list[Mark], taken: list[Mark]) -> list[Mark]:
    """Return the first line of each name that was not taken and does not repeat the one that was."""
    said = {_fold(m.value) for m in taken} | {_fold(" ".join(m.value for m in taken))}
    return [m for m in names if _fold(m.value) not in said and m.rank <= min((t.rank for t in taken), default=9)]


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
    return sorted(lines, key=_line_order)


def _line_order(mark: Mark) -> float:
    """Return how far down a mark lies, seen by somebody who reads it."""
    turn = np.radians(mark.label.rotation_deg)
    return -round(float(mark.y * np.cos(turn) - mark.x * np.sin(turn)), 2)


def label_notices(
    sheet: Sheet, lettered: Lettered, ids: Sequence[str], marks: Sequence[Mark], door_marks: frozenset[int]
) -> list[Notice]:
    """Write notices for rooms with several numbers, and for labels in walls or in no room."""
    notices = _borrowed_notices(sheet, lettered)
    for room, space in zip(lettered.rooms, ids, strict=True):
        notices += _rival_notices(sheet, room, space)
    for mark in lettered.moved:
        text = f'The label "{mark.value}" lies in a wall; it was given to the room beside it.'
        notices.append(make_notice(sheet, "rooms.label_in_wall", text, ref=_mark_ref(sheet, mark)))
    lost = [marks[i] for i in sorted(lettered.loose - door_marks)]
    lost = [m for m in lost if m.role in _ROOM_ROLES and m.kind in (TextKind.NUMBER, TextKind.NAME)]
    for lines in _by_label(lost):
        text = f'The label "{" ".join(dict.fromkeys(m.value for m in lines))}" lies in no room.'
        notices.append(make_notice(sheet, "rooms.label_loose", text, ref=_mark_ref(sheet, lines[0])))
    rest = [marks[i] for i in sorted(lettered.loose - door_marks) if marks[i].role in _ROOM_ROLES]
    rest = [m for m in rest if m.kind in (TextKind.AREA, TextKind.OTHER)]
    if rest:
        text = f"{count_of(len(rest), 'other text')} on label layers in no room; the first is at the place given."
        notices.append(make_notice(sheet, "rooms.text_loose", text, ref=_mark_ref(sheet, rest[0]), count=len(rest)))
    return notices


def _borrowed_notices(sheet: Sheet, lettered: Lettered) -> list[Notice]:
    """Count, by layer, the lines of numbers and names that layers gave which by their name hold no room labels."""
    roles = {id(label): role for label, role in sheet.labels if block_to_subject(label.block, label.kind) != "room"}
    borrowed: dict[str, list[Mark]] = {}
    for mark in (mark for room in lettered.rooms for mark in room.telling):
        if mark.role is Role.LABEL and roles.get(id(mark.label), Role.LABEL) not in _ROOM_ROLES:
            borrowed.setdefault(mark.label.layer, []).append(mark)
    return [_tell_borrowed(sheet, *item) for item in sorted(borrowed.items())]


def _tell_borrowed(sheet: Sheet, layer: str, marks: list[Mark]) -> Notice:
    numbers = sum(mark.kind is TextKind.NUMBER for mark in marks)
    counts = ((numbers, "room number", ""), (len(marks) - numbers, "line of room names", "lines of room names"))
    told = " and ".join(count_of(*each) for each in counts if each[0])
    text = (
        f'{told} {"was" if len(marks) == 1 else "were"} read from the layer "{layer}", which by its name holds other'
        " texts, because no layer for room labels has any; the first is at the place given."
    )
    return make_notice(sheet, "rooms.label_borrowed", text, ref=_mark_ref(sheet, marks[0]), count=len(marks))


def _rival_notices(sheet: Sheet, room: RoomText, space: str) -> list[Notice]:
    """Report the numbers, and the names, that were not taken, each with its handle."""
    kinds = (("numbers", TextKind.NUMBER, room.number), ("names", TextKind.NAME, room.name))
    notices = []
    for word, kind, taken in kinds:
        rivals = [m for m in room.rivals if m.kind is kind]
        if rivals:
            shown = " and ".join(dict.fromkeys(f"{m.value} (handle {m.label.handle})" for m in rivals))
            text = f"{room.number or room.name}: of its {word} {taken} was taken, not {shown}."
            notices.append(make_notice(sheet, f"rooms.two_{word}", text, space, _mark_ref(sheet, rivals[0])))
    return notices


def _by_label(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Put the marks of one text together, in the order of the texts."""
    lines: dict[int, list[Mark]] = {}
    for mark in marks:
        lines.setdefault(id(mark.label), []).append(mark)
    return list(lines.values())


def _mark_ref(sheet: Sheet, mark: Mark) -> Ref:
    return make_ref(sheet, mark.x, mark.y, mark.label.layer, mark.label.handle)
