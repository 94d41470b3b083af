"""What became of the rooms of a floor."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from campusmap.change.match import RoomMatch
from campusmap.change.words import name_space
from campusmap.model.change import Change
from campusmap.model.places import Floor, Space
from campusmap.units import say_area, say_length

# Walls that moved by a hand's breadth make no other room. A room is resized from this much on, and has moved where
# its centre did and little of it lies where it lay (tool defaults).
RESIZED_SHARE: Final = 0.12
RESIZED_M2: Final = 1.5
MOVED_M: Final = 1.0
MOVED_OVERLAP: Final = 0.4


def compare_rooms(old: Floor, new: Floor, match: RoomMatch, building: str) -> Iterator[Change]:
    """Tell every difference between the rooms of two floors; the old floor is already moved over the new."""
    say = partial(Change, building=building, floor=new.id)
    for j in match.fresh:
        space = new.spaces[j]
        yield say("room.added", f"{name_space(space)} is new", new=(space.id,))
    for i in match.gone:
        space = old.spaces[i]
        yield say("room.removed", f"{name_space(space)} is gone", old=(space.id,))
    for i, parts in match.splits:
        pieces = [new.spaces[j] for j in parts]
        text = f"{name_space(old.spaces[i])} was split into {_join(pieces)}"
        yield say("room.split", text, old=(old.spaces[i].id,), new=tuple(p.id for p in pieces))
    for wholes, j in match.merges:
        pieces = [old.spaces[i] for i in wholes]
        text = f"{_join(pieces)} were merged into {name_space(new.spaces[j])}"
        yield say("room.merged", text, old=tuple(p.id for p in pieces), new=(new.spaces[j].id,))
    for i, j in match.pairs:
        for kind, text in _compare_room(old.spaces[i], new.spaces[j], float(match.overlap[i, j])):
            yield say(kind, text, old=(old.spaces[i].id,), new=(new.spaces[j].id,))


def _join(spaces: list[Space]) -> str:
    names = [name_space(space) for space in spaces]
    return ", ".join(names[:-1]) + f" and {names[-1]}"


def _compare_room(old: Space, new: Space, overlap: float) -> Iterator[tuple[str, str]]:
    if old.shown_number != new.shown_number:
        yield "room.renumbered", f"{name_space(old)} is now {_number(new)}"
    if old.name != new.name:
        yield "room.renamed", f'{name_space(new)}: name was "{old.name}", is now "{new.name}"'
    if old.use != new.use:
        yield "room.use", f"{name_space(new)}: was {old.use.value}, is now {new.use.value}"
    if not old.outline.is_empty and not new.outline.is_empty:
        yield from _compare_shape(old, new, overlap)


def _number(space: Space) -> str:
    return f"room {space.shown_number}" if space.shown_number else "without a number"


def _compare_shape(old: Space, new: Space, overlap: float) -> Iterator[tuple[str, str]]:
    before, after = old.outline.area, new.outline.area
    way = old.outline.centroid.distance(new.outline.centroid)
    if way > MOVED_M and overlap < MOVED_OVERLAP:
        yield "room.moved", f"{name_space(new)} has moved by {say_length(way)}"
    if abs(after - before) > max(RESIZED_M2, RESIZED_SHARE * before):
        yield "room.resized", f"{name_space(new)}: {say_area(before)} became {say_area(after)}"
