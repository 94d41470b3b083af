"""Door numbers: each tag to the nearest door, exterior doors first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString

from campusmap.geometry.lines import make_points
from campusmap.model.plan import Role
from campusmap.model.source import Notice
from campusmap.rooms.sheet import Sheet, make_notice, make_ref
from campusmap.rooms.texts import Mark, TextKind

_DOOR_WORD: Final = re.compile(r"(?:DOOR|DR|D|EXIT|EXT|EX|ENTRANCE|ENT|PUERTA|TUR|TÜR)[-. #]*(?P<number>\d+[A-Z]?)")
_EXTERIOR_M: Final = 2.5  # how far an exterior door's tag may stand from it; tool default
_INTERIOR_M: Final = 1.5


@dataclass(frozen=True, slots=True)
class Tagged:
    """The numbers that tags give to doors."""

    numbers: tuple[str, ...]  # one a door, "" where there is no tag
    used: frozenset[int]  # indices of marks that name a door


def tag_doors(
    lines: Sequence[LineString],
    exterior: Sequence[bool],
    doors: Sequence[bool],
    marks: Sequence[Mark],
    loose: frozenset[int],
) -> Tagged:
    """Match door tags to doors, nearest first; ``loose`` are marks in no room, whose numbers may be a door's.

    ``lines``, ``exterior`` and ``doors`` (false for windows) are one an opening.
    """
    rows = [i for i, m in enumerate(marks) if m.kind is TextKind.DOOR or (i in loose and _may_name_door(m))]
    numbers = [""] * len(lines)
    used: set[int] = set()
    if not rows or not lines:
        return Tagged(tuple(numbers), frozenset())
    points = make_points([(marks[i].x, marks[i].y) for i in rows])
    distance = shapely.distance(points[:, None], np.array(lines, dtype=object)[None])
    outer = np.array(exterior, dtype=bool)
    certain = np.array([marks[i].kind is TextKind.DOOR for i in rows])
    reach = np.where(outer[None], _EXTERIOR_M, np.where(certain[:, None], _INTERIOR_M, -1.0))
    reach = np.where(np.array(doors, dtype=bool)[None], reach, -1.0)
    cost = distance + np.where(outer, 0.0, _INTERIOR_M)[None]
    for k in np.argsort(cost, axis=None, kind="stable").tolist():
        row, door = divmod(k, len(lines))
        if distance[row, door] <= reach[row, door] and rows[row] not in used and not numbers[door]:
            numbers[door] = strip_door_word(marks[rows[row]].value) if outer[door] else marks[rows[row]].value
            used.add(rows[row])
    return Tagged(tuple(numbers), frozenset(used))


def strip_door_word(tag: str) -> str:
    """Return a door tag without the word for door: "DOOR 3", "EX-3" and "D3" are number 3."""
    found = _DOOR_WORD.fullmatch(tag.strip().upper())
    return found["number"] if found else tag.strip()


def _may_name_door(mark: Mark) -> bool:
    return mark.kind is TextKind.NUMBER and mark.role in (Role.LABEL, Role.DOOR)


def tag_notices(sheet: Sheet, marks: Sequence[Mark], used: frozenset[int]) -> list[Notice]:
    """Write a notice for each door tag near no door."""
    return [
        make_notice(
            sheet,
            "rooms.door_tag_loose",
            f'The door tag "{m.value}" has no door within {_EXTERIOR_M} m.',
            ref=make_ref(sheet, m.x, m.y, m.label.layer, m.label.handle),
        )
        for i, m in enumerate(marks)
        if m.kind is TextKind.DOOR and i not in used
    ]
