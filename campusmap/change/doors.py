"""What became of the doors of a floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np
import shapely

from campusmap.change.assign import assign
from campusmap.change.words import name_door
from campusmap.model.change import Change
from campusmap.model.places import OUTSIDE, Floor, Opening, OpeningKind
from campusmap.units import say_length

# Doors nearer than this are one door; walls and jambs are redrawn, doors do not stand side by side (tool default), m.
SAME_DOOR_M: Final = 0.6
_WAYS: Final = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR, OpeningKind.OPENING})
_FACTS: Final = {"kind": "kind", "class_": "class", "lock": "lock", "locks_from_inside": "locks from inside"}


def compare_doors(old: Floor, new: Floor, same: dict[str, str], building: str) -> Iterator[Change]:
    """Tell every difference between the doors of two floors; the old floor is already moved over the new."""
    say = partial(Change, building=building, floor=new.id)
    ours, theirs = (_doors(floor) for floor in (old, new))
    pairs = pair_doors(ours, theirs, same)
    for i, j in pairs:
        for kind, text in _compare_door(ours[i], theirs[j]):
            yield say(kind, text, old=(ours[i].id,), new=(theirs[j].id,))
    for j in sorted(set(range(len(theirs))) - {j for _, j in pairs}):
        yield say("door.added", f"{name_door(theirs[j])} is new", new=(theirs[j].id,))
    for i in sorted(set(range(len(ours))) - {i for i, _ in pairs}):
        yield say("door.removed", f"{name_door(ours[i])} is gone", old=(ours[i].id,))


def _doors(floor: Floor) -> list[Opening]:
    return [opening for opening in floor.openings if opening.kind in _WAYS]


def pair_doors(ours: Sequence[Opening], theirs: Sequence[Opening], same: dict[str, str]) -> list[tuple[int, int]]:
    """Return the positions of the same door in both lists: by place, by number, then alone between two rooms.

    ``same`` maps the ids of old rooms to new ones.
    """
    pairs = _pair_by_place(ours, theirs)
    return sorted(pairs + _pair_by_facts(ours, theirs, pairs, same))


def _pair_by_place(ours: Sequence[Opening], theirs: Sequence[Opening]) -> list[tuple[int, int]]:
    """Pair doors that stand in the same place."""
    if not ours or not theirs:
        return []
    a, b = (shapely.line_interpolate_point([door.line for door in doors], 0.5, normalized=True)
            for doors in (ours, theirs))  # fmt: skip
    apart = np.nan_to_num(shapely.distance(a[:, None], b[None, :]), nan=np.inf)
    return [(i, j) for i, j in assign(np.minimum(apart, 2 * SAME_DOOR_M)) if apart[i, j] <= SAME_DOOR_M]


def _pair_by_facts(
    ours: Sequence[Opening], theirs: Sequence[Opening], pairs: Sequence[tuple[int, int]], same: dict[str, str]
) -> list[tuple[int, int]]:
    """Pair doors that moved: those left over with a number of their own, or alone between the same two rooms."""
    left = [n for n in range(len(ours)) if n not in {i for i, _ in pairs}]
    right = [n for n in range(len(theirs)) if n not in {j for _, j in pairs}]
    found: list[tuple[int, int]] = []
    for keys in (_number_keys, _room_keys):
        a = keys([ours[n] for n in left], same)
        b = keys([theirs[n] for n in right], {})
        hits = [(left[a.index(key)], right[b.index(key)]) for key in a if key and a.count(key) == b.count(key) == 1]
        found += hits
        left = [n for n in left if n not in {i for i, _ in hits}]
        right = [n for n in right if n not in {j for _, j in hits}]
    return found


def _number_keys(doors: Sequence[Opening], _same: dict[str, str]) -> list[tuple[str, ...]]:
    return [(door.shown_number,) if door.shown_number else () for door in doors]


def _room_keys(doors: Sequence[Opening], same: dict[str, str]) -> list[tuple[str, ...]]:
    return [tuple(sorted(side if side == OUTSIDE else same.get(side, side) for side in door.joins)) for door in doors]


def _compare_door(old: Opening, new: Opening) -> Iterator[tuple[str, str]]:
    if old.shown_number != new.shown_number:
        yield "door.renumbered", f'{name_door(new)}: number was "{old.shown_number}", is now "{new.shown_number}"'
    way = old.line.centroid.distance(new.line.centroid) if not (old.line.is_empty or new.line.is_empty) else 0.0
    if way > SAME_DOOR_M:
        yield "door.moved", f"{name_door(new)} has moved by {say_length(way)}"
    facts = [(words, getattr(old, key), getattr(new, key)) for key, words in _FACTS.items()]
    changed = [_say_change(*fact) for fact in facts if fact[1] != fact[2]]
    if old.exterior != new.exterior:
        changed.append("leads outside now" if new.exterior else "no longer leads outside")
    if changed:
        yield "door.changed", f"{name_door(new)}: {'; '.join(changed)}"


def _say_change(words: str, before: str, after: str) -> str:
    if not after:
        return f'{words} was "{before}", is no longer stated'
    return f'{words} was "{before}", is now "{after}"' if before else f'{words} was not stated, is now "{after}"'
