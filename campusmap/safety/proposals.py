"""Where one more device would help most: greedily, one place after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from shapely import Point

from campusmap.geometry.shortest import find_each
from campusmap.model.places import Use
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import Coverage, Proposal
from campusmap.safety.fetching import Fetching, list_limits, nodes_in

# Where a device hangs in sight and in reach of all; tool default.
OPEN_TO_ALL: Final = frozenset({Use.CORRIDOR, Use.LOBBY, Use.GYM, Use.CAFETERIA, Use.LIBRARY, Use.AUDITORIUM})
MOST_PLACES: Final = 400  # tried in a building; tool default


def propose_places(
    given: Fetching, kind: str, coverages: Sequence[Coverage], settings: ReachSettings
) -> tuple[Proposal, ...]:
    """Return up to ``settings.proposals`` places, each the one that brings most floor area within the strictest limit.

    Counted are the spaces whose label point is beyond it, with their whole area; candidates are points of corridors,
    lobbies and rooms open to all. Ties go to the first in the model's order. Greedy choice is within 1 - 1/e of the
    best (Nemhauser, Wolsey and Fisher 1978).
    """
    limit, reach_m = min(list_limits(settings, kind).items(), key=lambda item: item[1])
    lacking = {space for c in coverages if c.kind == kind and c.limit == limit for space in c.spaces}
    rows = [n for n, space in enumerate(given.site.spaces) if space.id in lacking]
    places = _list_places(given)
    if not rows or not places or settings.proposals < 1:
        return ()
    served = reach_m >= find_each(given.ways, [[n] for n in rows], reach_m).metres[:, places].T
    areas = np.array([given.site.spaces[n].outline.area for n in rows])
    chosen: list[Proposal] = []
    while len(chosen) < settings.proposals:
        gain = served @ areas
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            break
        new = served[best] & (areas > 0)
        gained = [given.site.spaces[n].id for n, own in zip(rows, new.tolist(), strict=True) if own]
        chosen.append(_describe(given, kind, len(chosen) + 1, places[best], gained, float(gain[best])))
        areas[new] = 0.0
    return tuple(chosen)


def _list_places(given: Fetching) -> list[int]:
    """Return the nodes of spaces open to all: label points, and in corridors also where they turn and doors are."""
    site, inside = given.site, nodes_in(given)
    places = [n for n, space in enumerate(site.spaces) if space.use in OPEN_TO_ALL]
    turns = [int(v) for n in places if site.spaces[n].use is Use.CORRIDOR for v in inside[n] if v >= len(site.spaces)]
    step = max(1, -(-len(turns) // MOST_PLACES))
    return places + turns[::step]


def _describe(given: Fetching, kind: str, rank: int, node: int, gained: list[str], gained_m2: float) -> Proposal:
    room, building = int(given.ways.rooms[node]), given.site.building
    x, y = given.ways.xy[node].round(3).tolist()
    floor = building.floors[given.site.floors[room]].id
    space = given.site.spaces[room].id
    return Proposal(kind, building.id, rank, floor, space, Point(x, y), tuple(sorted(gained)), round(gained_m2, 1))
