"""Ways out on foot, by the drawing: for every space the nearest exterior door, and the nearest of another bank."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from campusmap.geometry.shortest import Each, find_each, find_nearest, trace
from campusmap.model.analysis import Reach
from campusmap.model.places import Campus, Opening
from campusmap.safety.tracks import Track
from campusmap.safety.walking import Site, lay_out, round_up

BANK_REACH_M: Final = 3.0  # doors of one bank stand this close, as rule DOR002 takes them; tool default


@dataclass(frozen=True, slots=True)
class Exits:
    """The exterior doors of a site, by index, and how far every node is from each."""

    doors: tuple[int, ...]
    each: Each


def find_reach(campus: Campus) -> tuple[Reach, ...]:
    """Return for every space, in the model's order, the nearest exterior door and the nearest AED with metres to walk.

    Ways lead from the label point through doors and doorless openings, never through windows, and over stairs of one
    shaft name on neighbouring floors, never by elevator. A way keeps 1 ft off corners and ends in the middle of the
    doorway (NFPA 101, 7.6.1); metres are rounded up to a decimetre. Furniture and locks are not known to it. Works in
    local metres too, within one building.
    """
    sites = [lay_out(building, campus.markers) for building in campus.buildings]
    return tuple(reach for site in sites for reach in list_reach(site, find_tracks_out(site, find_exits(site))))


def find_exits(site: Site) -> Exits:
    """Return how far every node of a site is from each exterior door, over stairs but not by lift."""
    nodes: dict[int, list[int]] = defaultdict(list)
    for node in np.flatnonzero(site.ways.passages >= 0).tolist():
        if site.doors[site.ways.passages[node]].exterior:
            nodes[int(site.ways.passages[node])].append(node)
    return Exits(tuple(nodes), find_each(site.ways, list(nodes.values())))


def find_tracks_out(site: Site, exits: Exits) -> tuple[Track, ...]:
    """Return for every space the track to its nearest exterior door, and the one to the nearest of another bank."""
    banks = _number_banks([site.doors[door] for door in exits.doors])
    return tuple(track for space in range(len(site.spaces)) for track in _tracks_from(site, exits, banks, space))


def _tracks_from(site: Site, exits: Exits, banks: list[int], space: int) -> Iterator[Track]:
    metres = exits.each.metres[:, space]
    order = [row for row in np.argsort(metres, kind="stable").tolist() if math.isfinite(metres[row])]
    first = order[:1]
    second = [row for row in order if banks[row] != banks[first[0]]][:1]
    for purpose, rows in (("exit", first), ("second_exit", second)):
        for row in rows:
            nodes = trace(exits.each.next_nodes[row], space)
            yield Track(space, purpose, site.doors[exits.doors[row]].id, float(metres[row]), tuple(nodes))


def _number_banks(doors: list[Opening]) -> list[int]:
    """Number doors so that leaves of one bank have one number: whoever finds one shut finds the other."""
    banks: list[int] = []
    for n, door in enumerate(doors):
        banks.append(next((banks[k] for k in range(n) if _is_one_bank(doors[k], door)), n))
    return banks


def _is_one_bank(one: Opening, two: Opening) -> bool:
    return set(one.joins) == set(two.joins) and one.line.distance(two.line) <= BANK_REACH_M


def list_reach(site: Site, tracks: Iterable[Track]) -> Iterator[Reach]:
    """Yield for every space of a building how far its nearest exterior door and AED are."""
    out = {track.space: track for track in tracks if track.purpose == "exit"}
    first = len(site.spaces)
    aeds = find_nearest(site.ways, [first + n for n, device in enumerate(site.devices) if device.kind == "AED"])
    for node, space in enumerate(site.spaces):
        track, aed = out.get(node), int(aeds.goals[node])
        yield Reach(
            space.id,
            track.to if track else "",
            round_up(track.metres) if track else None,
            site.devices[aed - first].id if aed >= 0 else "",
            round_up(float(aeds.metres[node])) if aed >= 0 else None,
            _name_stairs(site, track.nodes) if track else (),
            _name_stairs(site, trace(aeds.next_nodes, node)),
        )


def _name_stairs(site: Site, nodes: Iterable[int]) -> tuple[str, ...]:
    """Name the stairs that a track climbs, each once."""
    climbed = [site.spaces[node] for node in site.climbs(tuple(nodes))]
    return tuple(dict.fromkeys(space.shown_number or space.name or "without a number" for space in climbed))
