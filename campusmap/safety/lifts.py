"""Ways out that only a lift opens: told apart, as nobody is sent by lift in a fire."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from campusmap.geometry.shortest import add_edges, find_nearest, trace
from campusmap.model.walking import LiftOnly
from campusmap.safety.exits import Exits
from campusmap.safety.tracks import Track
from campusmap.safety.walking import Site

LIFT_M: Final = 90.0  # what a ride counts, so that any stair wins: a minute at a brisk walk; tool default
PURPOSE: Final = "exit_by_lift"


def find_lift_tracks(site: Site, exits: Exits) -> tuple[Track, ...]:
    """Return for every space that stairs and doors leave without a way out the one by lift, if there is one.

    Rides count LIFT_M in the choice and nothing in the metres.
    """
    stuck = np.flatnonzero(np.isinf(exits.each.metres[:, : len(site.spaces)].min(axis=0, initial=np.inf))).tolist()
    if not site.lifts or not stuck:
        return ()
    ways = add_edges(site.ways, dict.fromkeys(site.lifts, LIFT_M))
    goals = [n for n in np.flatnonzero(ways.passages >= 0).tolist() if site.doors[ways.passages[n]].exterior]
    nearest = find_nearest(ways, goals)
    return tuple(_track(site, space, float(nearest.metres[space]), trace(nearest.next_nodes, space))
                 for space in stuck if math.isfinite(nearest.metres[space]))  # fmt: skip


def _track(site: Site, space: int, metres: float, nodes: list[int]) -> Track:
    door = site.doors[int(site.ways.passages[nodes[-1]])].id
    return Track(space, PURPOSE, door, metres - LIFT_M * len(site.rides(nodes)), tuple(nodes))


def list_lift_only(site: Site, tracks: tuple[Track, ...]) -> tuple[LiftOnly, ...]:
    """Return the spaces whose way out is by lift, with the lifts."""
    return tuple(
        LiftOnly(
            site.spaces[track.space].id,
            tuple(dict.fromkeys(site.spaces[node].shaft for node in site.rides(track.nodes))),
        )
        for track in tracks
    )
