"""Propose numbers for rooms behind other rooms, and for those that carry another room's number with a letter."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from campusmap.model.places import Floor, Space
from campusmap.numbering.grammar import fold_number, split_number
from campusmap.numbering.propose_desk import Desk, own_serial
from campusmap.numbering.propose_runs import FloorRuns
from campusmap.numbering.propose_style import RoomStyle


@dataclass(frozen=True, slots=True)
class Families:
    """Rooms with a letter after another room's number: whose they are, by id, and how many each room has."""

    parent_of: Mapping[str, Space]
    weights: Mapping[str, int]


def read_families(desk: Desk, floor: Floor, faults: dict[str, str]) -> Families:
    """Tie rooms like 105A to room 105; such a room without one is at fault."""
    rooms = [space for space in floor.spaces if space.id in desk.numbers]
    plain = {fold_number(desk.numbers[r.id]): r for r in reversed(rooms) if desk.numbers[r.id]}
    parent_of: dict[str, Space] = {}
    for room in rooms:
        split = split_number(desk.numbers[room.id])
        if faults[room.id] or not split or not split[2] or desk.is_frozen(room):
            continue
        parent = plain.get(split[0] + split[1])
        if parent is not None:
            parent_of[room.id] = parent
        else:
            faults[room.id] = f"there is no room {split[0]}{split[1]} that {desk.numbers[room.id]} could belong to"
    tied = [parent.id for parent in parent_of.values()]
    return Families(parent_of, {room.id: 1 + tied.count(room.id) for room in rooms if room.id not in parent_of})


def number_inner(desk: Desk, laid: FloorRuns, style: RoomStyle, faults: dict[str, str], families: Families) -> None:
    """Give rooms behind other rooms that room's number and a letter, clockwise from its door side."""
    for room, front in sorted(laid.inner, key=lambda pair: (pair[1].id, _clockwise(*pair), pair[0].id)):
        if room.id in desk.given or room.id in families.parent_of:
            continue
        own_serial(desk, room, style, faults)
        parent = desk.given.get(front.id, "")
        if desk.scheme.suites_take_suffix and parent and not faults[room.id] and not desk.is_frozen(room):
            faults[room.id] = _fault_of_suite(desk.numbers[room.id], parent)
        if not faults[room.id]:
            desk.keep(room)
        elif parent:
            number = _next_inner(desk, parent, style)
            desk.give(room, number, f"{faults[room.id]}; it is reached through {parent} only")
        else:
            desk.remarks.append(f"{room.name or room.id} is reached through a room that has no number itself")


def _fault_of_suite(number: str, parent: str) -> str:
    """Say that a room behind another is not numbered after it, "" where it is."""
    own, front = split_number(number), split_number(parent)
    goes_with = own is not None and front is not None and own[:2] == front[:2] and own[2] != ""
    return "" if goes_with else f"{number} is behind {parent} and not numbered after it"


def _clockwise(room: Space, front: Space) -> float:
    """Return the bearing of a room from the room before it, clockwise from the plan's up, degrees."""
    here, there = front.outline.centroid, room.outline.centroid
    return round(math.degrees(math.atan2(there.x - here.x, there.y - here.y)) % 360, 3)


def _next_inner(desk: Desk, parent: str, style: RoomStyle) -> str:
    split = split_number(style.strip(parent))
    base = split[0] + split[1] if split and split[2] else parent
    tries: Iterator[str] = (style.write_inner(base, nth) for nth in count(1))
    return next(number for number in tries if fold_number(number) not in desk.used)


def number_children(desk: Desk, floor: Floor, style: RoomStyle, families: Families) -> None:
    """Let rooms with a letter follow their room's number."""
    for room in floor.spaces:
        parent = families.parent_of.get(room.id)
        if parent is None or room.id in desk.given:
            continue
        number = desk.numbers[room.id]
        new_parent = desk.given.get(parent.id, desk.numbers[parent.id])
        has_moved = fold_number(new_parent) != fold_number(desk.numbers[parent.id])
        if not has_moved and desk.holders.get(fold_number(number), room.id) == room.id:
            desk.keep(room)
            continue
        split = split_number(number)
        same = new_parent + (split[2] if split else "")
        new = same if has_moved and fold_number(same) not in desk.used else _next_inner(desk, new_parent, style)
        why = (
            f"room {desk.numbers[parent.id]} becomes {new_parent}"
            if has_moved
            else f"{number} is another room's number"
        )
        desk.give(room, new, why)
