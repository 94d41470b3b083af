"""Rooms behind rooms: which room is reached only through which other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from campusmap.model.places import OUTSIDE, Floor, OpeningKind, Space, Use

# What one walks through to many rooms is no parent of theirs.
_THROUGH: Final = frozenset({Use.CORRIDOR, Use.LOBBY, Use.STAIR, Use.ELEVATOR, Use.SHAFT})
_PASSABLE: Final = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR, OpeningKind.OPENING})


def find_parents(floor: Floor) -> dict[str, Space]:
    """Map the id of each room that is entered from one other room only, and leads on at most to its own, to that room.

    Two rooms that lead only to each other have no parent; nor has a room with a door whose sides are not known.
    """
    reached = _neighbours(floor)
    parents: dict[str, Space] = {}
    while found := _find_next(floor, reached, parents):
        parents |= found
    return parents


def _find_next(floor: Floor, reached: dict[str, set[str]], parents: dict[str, Space]) -> dict[str, Space]:
    """Return the rooms with one way left when those behind them are left out of account."""
    spaces = {space.id: space for space in floor.spaces}
    found = {}
    for room in floor.spaces:
        ways = {side for side in reached[room.id] if parents.get(side) is not room}
        parent = spaces.get(next(iter(ways))) if len(ways) == 1 and room.id not in parents else None
        if parent is not None and not {room.use, parent.use} & _THROUGH and len(reached[parent.id]) > 1:
            found[room.id] = parent
    return found


def _neighbours(floor: Floor) -> dict[str, set[str]]:
    """Map each space to what its doors lead to; an unknown side counts as one more, outside is one too."""
    reached: dict[str, set[str]] = defaultdict(set)
    for opening in floor.openings:
        if opening.kind in _PASSABLE:
            for side in opening.joins:
                reached[side] |= set(_others(opening.joins, side)) or {OUTSIDE}
    return reached


def _others(joins: Iterable[str], side: str) -> list[str]:
    return [other for other in joins if other != side]
