"""Rooms near each other whose numbers are one sound, or one when they are written without marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from campusmap.model.places import Space
from campusmap.numbering.grammar import NumberParts, fold_number, number_key
from campusmap.numbering.speech import spoken_key

NEAR_M: Final = 30.0  # rooms this close, outline to outline, are mixed up (tool default)

Read = Callable[[str], NumberParts | None]


class Numbered(NamedTuple):
    """A room and the number that it has, or is to have."""

    room: Space
    number: str


class Alike(NamedTuple):
    """A number, the nearest of those before it that it is taken for, and how far apart their rooms are, metres."""

    one: Numbered
    other: Numbered
    metres: float


def find_alike(rooms: Iterable[Numbered], read: Read) -> Iterator[Alike]:
    """Yield the rooms of a floor whose number sounds like another's near by, each once.

    ``read`` takes a number apart. Numbers that are the same but for their suffix, as 101B and 101D are, are no such
    pair: one door leads to both.
    """
    before: dict[tuple[str, str], list[Numbered]] = defaultdict(list)
    for one in rooms:
        keys = (("said", spoken_key(one.number)), ("written", fold_number(one.number)))
        others = [o for key in keys for o in before[key] if not _are_of_one_suite(one.number, o.number, read)]
        near = [(one.room.outline.distance(o.room.outline), o.room.id, o) for o in others]
        if near and min(near)[0] <= NEAR_M:
            metres, _, other = min(near)
            yield Alike(one, other, metres)
        for key in keys:
            before[key].append(one)


def _are_of_one_suite(one: str, other: str, read: Read) -> bool:
    first, second = read(one), read(other)
    same = number_key(one) == number_key(other)
    return same or (first is not None and second is not None and _stem(first) == _stem(second))


def _stem(parts: NumberParts) -> tuple[str, str, int]:
    return parts.prefix, parts.floor, parts.serial
