"""Which parts of a floor are too far on foot from every device of a kind."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import Final

import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.doorways import Array
from campusmap.geometry.runs import Indices
from campusmap.geometry.within import Views, find_beyond, list_polygons
from campusmap.model.places import Use
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import Coverage
from campusmap.safety.fetching import Fetching, find_devices, hours_of, list_limits, nodes_in
from campusmap.safety.walking import FETCHED

LEAST_M2: Final = 1.0  # smaller pieces beyond a limit are not worth a line; tool default
THROUGH_M: Final = 0.5  # a doorway's line is this far from its room's face at most, as a look through it; tool default
NOWHERE_TO_STAND: Final = frozenset({Use.SHAFT, Use.ELEVATOR})


def cover_building(given: Fetching, listed: Collection[str], settings: ReachSettings) -> Iterator[Coverage]:
    """Yield for each floor, kind and limit what lies beyond it, or why that was not assessed.

    ``listed`` are the kinds of which the table lists a device, or says that there is none.
    Spaces from which no way is drawn at all are left out: another rule tells them. Devices with opening hours count,
    and where there are any, ``after_hours`` is the round trip without them.
    """
    for kind in FETCHED:
        if kind not in listed:
            yield from (Coverage(f.id, kind, limit, why="none is listed") for f in given.site.building.floors
                        for limit in list_limits(settings, kind))  # fmt: skip
            continue
        yield from _cover_kind(given, kind, settings)


def _cover_kind(given: Fetching, kind: str, settings: ReachSettings) -> Iterator[Coverage]:
    metres = find_devices(given, kind).metres
    limits = list_limits(settings, kind)
    for limit, reach_m in limits.items():
        yield from _cover_floors(given, kind, limit, reach_m - metres)
    if any(hours_of(given.site.devices[n]) for n in given.usable if given.site.devices[n].kind == kind):
        always = find_devices(given, kind, always=True).metres
        yield from _cover_floors(given, kind, "after_hours", min(limits.values()) - always)


def _cover_floors(given: Fetching, kind: str, limit: str, left: Array) -> Iterator[Coverage]:
    site, inside = given.site, nodes_in(given)
    for number, floor in enumerate(site.building.floors):
        if not floor.frame.placed or not floor.spaces:
            yield Coverage(floor.id, kind, limit, why="the floor is not placed" if floor.spaces else "it has no rooms")
            continue
        spaces = [n for n, own in enumerate(site.floors) if own == number and _counts(given, n)]
        beyond = {n: list_polygons(_beyond(given, n, inside[n], left), LEAST_M2) for n in spaces}
        whole = MultiPolygon([part for parts in beyond.values() for part in parts])
        far = [site.spaces[n].id for n in spaces if not left[n] >= 0]
        cut = [site.spaces[n].id for n in spaces if left[n] >= 0 and beyond[n]]
        unknown = [s.id for n, s in enumerate(site.spaces) if site.floors[n] == number and _is_shut(given, n)]
        yield Coverage(
            floor.id, kind, limit, whole, round(whole.area, 1), tuple(sorted(far)), tuple(sorted(cut)),
            unknown=tuple(sorted(unknown)),
        )  # fmt: skip


def _counts(given: Fetching, n: int) -> bool:
    """Tell whether people may be in a space, and some way is drawn into it."""
    return _is_room(given, n) and bool(given.doors_of[n])


def _is_shut(given: Fetching, n: int) -> bool:
    """Tell whether people may be in a space, and no door leads there by the drawing."""
    return _is_room(given, n) and not given.doors_of[n]


def _is_room(given: Fetching, n: int) -> bool:
    space = given.site.spaces[n]
    return space.use not in NOWHERE_TO_STAND and not space.outline.is_empty


def _beyond(given: Fetching, n: int, nodes: Indices, left: Array) -> BaseGeometry:
    """Return the part of a space that is beyond reach, exact but for rounding to the outside."""
    space = given.site.spaces[n].outline
    best = left[nodes].max(initial=-math.inf)
    if best <= 0:
        return space
    room = given.site.rooms[n]
    if best >= room.length / 2:  # no way inside a room is longer than half round it
        return MultiPolygon()
    return find_beyond(room, _look_round(given, n, nodes), left[nodes])


def _look_round(given: Fetching, n: int, nodes: Indices) -> Views:
    """Return what is seen of a space from where a way may turn in it, through its doorways too."""
    if n not in given.views:
        looks = [given.site.doors[d].line.buffer(THROUGH_M, cap_style="flat") for d in given.doors_of[n]]
        given.views[n] = Views(shapely.union_all([given.site.rooms[n], *looks]), given.ways.xy[nodes])
    return given.views[n]
