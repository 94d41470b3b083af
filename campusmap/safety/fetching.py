"""How long it takes to fetch the nearest device of a kind, and which devices cannot be counted on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from campusmap.geometry.reach import Ways
from campusmap.geometry.runs import Indices
from campusmap.geometry.shortest import Nearest, drop_passages, find_nearest, trace
from campusmap.geometry.within import Views
from campusmap.model.places import Campus, Marker
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import Fetch, OutOfUse
from campusmap.safety.tracks import Track
from campusmap.safety.walkable import is_kept_locked, says_locked
from campusmap.safety.walking import FETCHED, Site, round_up
from campusmap.safety.words import read_yes_no

# Attributes of the markers table in which people write when a device can be had.
_HOURS: Final = ("hours", "opening_hours", "available", "availability")
_ALWAYS: Final = re.compile(r"^\s*(?:|24\s*/\s*7|24\s*h(?:ours)?|always|at all times|any ?time|yes)\s*$", re.IGNORECASE)
_SHUT_AWAY: Final = ("locked", "access", "cabinet")


@dataclass(frozen=True, slots=True)
class Fetching:
    """A building for somebody without keys: the walking graph less locked doors, stairs at what they cost in time.

    ``metres`` of a stair's climb are ``penalty_m`` longer than it is.
    """

    site: Site
    ways: Ways
    penalty_m: float
    usable: tuple[int, ...]  # devices, by index
    doors_of: tuple[tuple[int, ...], ...]  # of each space, by index
    views: dict[int, Views] = field(default_factory=dict)  # of rooms that were looked round, by index


def prepare_fetching(site: Site, settings: ReachSettings) -> Fetching:
    """Return a building as somebody walks it who fetches a device: through no door that is kept locked."""
    locked = [n for n, door in enumerate(site.doors) if is_kept_locked(door) and not door.exterior]
    penalty = settings.stair_s * settings.speed_m_s
    lengths = site.ways.lengths.copy()
    lengths[len(lengths) - len(site.stairs) :] += penalty
    ways = drop_passages(replace(site.ways, lengths=lengths), locked)
    usable = tuple(n for n, device in enumerate(site.devices) if not is_shut_away(device))
    return Fetching(site, ways, penalty, usable, _list_doors_of(site))


def _list_doors_of(site: Site) -> tuple[tuple[int, ...], ...]:
    found: dict[str, list[int]] = {space.id: [] for space in site.spaces}
    for n, door in enumerate(site.doors):
        for joined in dict.fromkeys(door.joins):
            if joined in found:
                found[joined].append(n)
    return tuple(tuple(found[space.id]) for space in site.spaces)


def is_shut_away(marker: Marker) -> bool:
    """Tell whether people wrote of a device that it is kept under lock and key."""
    said = {key.casefold(): text for key, text in marker.attributes.items() if key.casefold() in _SHUT_AWAY}
    return read_yes_no(said.get("locked", "")) is True or any(says_locked(text) for text in said.values())


def hours_of(marker: Marker) -> str:
    """Return when a device can be had, as people wrote it; "" where nothing or always is written."""
    said = (text for key, text in sorted(marker.attributes.items()) if key.casefold() in _HOURS)
    return next((text.strip() for text in said if not _ALWAYS.match(text)), "")


def find_devices(given: Fetching, kind: str, *, always: bool = False) -> Nearest:
    """Return how far every node is from the nearest usable device of a kind, in metres of ``given.ways``."""
    site = given.site
    wanted = [n for n in given.usable if site.devices[n].kind == kind and not (always and hours_of(site.devices[n]))]
    return find_nearest(given.ways, [len(site.spaces) + n for n in wanted])


def list_fetches(given: Fetching, settings: ReachSettings) -> Iterator[tuple[Fetch, Track]]:
    """Yield for every space and kind of device the nearest one with metres and seconds, and the track to it."""
    site = given.site
    for kind in FETCHED:
        nearest = find_devices(given, kind)
        for n, space in enumerate(site.spaces):
            if not math.isfinite(nearest.metres[n]):
                continue
            device = site.devices[int(nearest.goals[n]) - len(site.spaces)]
            nodes = tuple(trace(nearest.next_nodes, n))
            metres = float(nearest.metres[n]) - given.penalty_m * len(site.climbs(nodes))
            seconds = math.ceil(float(nearest.metres[n]) / settings.speed_m_s - 1e-6)
            yield (
                Fetch(space.id, kind, device.id, round_up(metres), float(seconds), hours_of(device)),
                Track(n, kind, device.id, metres, nodes),
            )


def list_locked_in(given: Fetching) -> dict[str, bool]:
    """Tell of each device of a building by its id whether it hangs behind locked doors alone."""
    return {device.id: _is_locked_in(given, device) for device in given.site.devices}


def list_out_of_use(campus: Campus, counted: Mapping[str, bool]) -> tuple[OutOfUse, ...]:
    """Return the devices that nobody can be sent for, and why; ``counted`` says which of them are locked in."""
    found = []
    for marker in campus.markers:
        if marker.kind in FETCHED and marker.is_there:
            why = _why_not(marker, counted.get(marker.id))
            found += [OutOfUse(marker.id, why)] if why else []
    return tuple(sorted(found, key=lambda record: record.marker))


def _why_not(marker: Marker, locked_in: bool | None) -> str:
    if is_shut_away(marker):
        return "it is kept locked"
    if marker.at is None:
        return "its place is not known"
    if locked_in is None:
        return "it is drawn in no room" if marker.floor else ""
    return "it hangs behind a locked door" if locked_in else ""


def _is_locked_in(given: Fetching, marker: Marker) -> bool:
    """Tell whether every door of the room that a device hangs in is kept locked, so that no way leads to it."""
    site = given.site
    node = len(site.spaces) + next(n for n, device in enumerate(site.devices) if device.id == marker.id)
    room = int(site.ways.rooms[node])
    doors = {int(p) for p in site.ways.passages if p >= 0 and site.spaces[room].id in site.doors[p].joins}
    return bool(doors) and all(is_kept_locked(site.doors[door]) for door in doors)


def list_limits(settings: ReachSettings, kind: str) -> dict[str, float]:
    """Return the limits of a kind of device in metres of walking time, by name."""
    if kind == "EXTINGUISHER":
        return {"distance": settings.extinguisher_m}
    back = (settings.round_trip_s - settings.handling_s) / 2
    return {"one_way": settings.one_way_s * settings.speed_m_s, "round_trip": back * settings.speed_m_s}


def nodes_in(given: Fetching) -> list[Indices]:
    """Return for each room the nodes of the walking graph that lie in it, doorways not among them."""
    own = np.flatnonzero(given.ways.passages < 0)
    order = own[np.argsort(given.ways.rooms[own], kind="stable")]
    return np.split(order, np.searchsorted(given.ways.rooms[order], np.arange(1, len(given.site.spaces))))
