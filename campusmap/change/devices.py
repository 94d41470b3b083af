"""What became of the devices and other markers of a campus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np

from campusmap.change.align import Shift, move_shape
from campusmap.change.assign import assign
from campusmap.change.words import name_device
from campusmap.model.change import Change
from campusmap.model.places import Campus, Marker
from campusmap.units import say_length

MOVED_M: Final = 1.0  # a marker placed by hand is no better than this (tool default)
_ELSEWHERE_M: Final = 1e5  # the cost of a marker without a place, or on another floor: farther than any campus is wide


def compare_devices(old: Campus, new: Campus, same: dict[str, str], shifts: dict[str, Shift]) -> Iterator[Change]:
    """Tell every difference between the markers of two editions.

    ``same`` maps old space ids to new, ``shifts`` floors to how they moved: what moved with its floor has not moved.
    """
    ours, theirs = _by_kind(old), _by_kind(new)
    for kind in sorted(ours.keys() | theirs.keys()):
        a, b = ours.get(kind, []), theirs.get(kind, [])
        pairs = _pair(a, b, same, shifts)
        for i, j in pairs:
            yield from _compare(a[i], b[j], _distance(a[i], b[j], same, shifts))
        for j in sorted(set(range(len(b))) - {j for _, j in pairs}):
            yield Change("device.added", f"{name_device(b[j])} is new", b[j].building, b[j].floor, new=(b[j].id,))
        for i in sorted(set(range(len(a))) - {i for i, _ in pairs}):
            yield Change("device.removed", f"{name_device(a[i])} is gone", a[i].building, a[i].floor, old=(a[i].id,))


def _by_kind(campus: Campus) -> dict[str, list[Marker]]:
    kinds = defaultdict(list)
    for marker in sorted(campus.markers, key=lambda m: m.id):
        kinds[marker.kind].append(marker)
    return kinds


def _pair(
    ours: Sequence[Marker], theirs: Sequence[Marker], same: dict[str, str], shifts: dict[str, Shift]
) -> list[tuple[int, int]]:
    """Pair markers of one kind: those of one label first, then the nearest; labels that differ make two devices."""
    if not ours or not theirs:
        return []
    cost = np.array([[_label_cost(a, b) + _distance(a, b, same, shifts) for b in theirs] for a in ours])
    return [(i, j) for i, j in assign(cost) if not _differ(ours[i], theirs[j])]


def _label_cost(a: Marker, b: Marker) -> float:
    return 0.0 if a.label == b.label else 10 * _ELSEWHERE_M if _differ(a, b) else _ELSEWHERE_M


def _differ(a: Marker, b: Marker) -> bool:
    """Tell whether two labels name two devices."""
    return bool(a.label and b.label and a.label != b.label)


def _distance(a: Marker, b: Marker, same: dict[str, str], shifts: dict[str, Shift]) -> float:
    if a.at is None or b.at is None or a.floor != b.floor:
        here = (a.building, a.floor, same.get(a.space, a.space)) == (b.building, b.floor, b.space)
        return 0.0 if here else _ELSEWHERE_M
    carried = move_shape(a.at, shifts.get(b.floor, Shift()))
    return float(min(a.at.distance(b.at), carried.distance(b.at)))


def _compare(old: Marker, new: Marker, way: float) -> Iterator[Change]:
    say = partial(Change, building=new.building, floor=new.floor, old=(old.id,), new=(new.id,))
    if (old.building, old.floor) != (new.building, new.floor):
        yield say("device.moved", f"{name_device(new)} has moved to another floor")
    elif way > MOVED_M:
        far = f" by {say_length(way)}" if way < _ELSEWHERE_M else ""
        yield say("device.moved", f"{name_device(new)} has moved{far}")
    if old.status != new.status:
        yield say("device.changed", f'{name_device(new)}: status was "{old.status}", is now "{new.status}"')
    keys = sorted(key for key in old.attributes.keys() | new.attributes.keys()
                  if old.attributes.get(key) != new.attributes.get(key))  # fmt: skip
    if keys:
        yield say("device.changed", f"{name_device(new)}: changed {', '.join(keys)}")
