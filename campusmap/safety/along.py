"""Rooms' doors as one meets them walking in from the main entrance: how far, and on which hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from campusmap.geometry.doorways import Array
from campusmap.geometry.shortest import trace
from campusmap.model.places import Use
from campusmap.model.walking import DoorAlong
from campusmap.safety.entries import find_main_entrance
from campusmap.safety.exits import Exits
from campusmap.safety.walking import Site

_BESIDE_M: Final = 0.5  # from a doorway's middle to either side of a wall, at least; tool default


def list_doors_along(site: Site, exits: Exits) -> tuple[DoorAlong, ...]:
    """Return the doors of each corridor in the order in which somebody meets them who walks in by the main entrance.

    Metres are on foot from that entrance, over stairs. The hand is the walker's: left or right of the way from where
    one enters the corridor. Nothing is returned for a building without a known main entrance.
    """
    main = find_main_entrance(site.building)
    rows = [row for row, door in enumerate(exits.doors) if site.doors[door] is main]
    corridors = {space.id: n for n, space in enumerate(site.spaces) if space.use is Use.CORRIDOR}
    found = [
        along
        for row in rows
        for number, door in enumerate(site.doors)
        for corridor in sorted(corridors.keys() & set(door.joins))
        if not door.exterior and not corridors.keys() >= set(door.joins)
        for along in _meet(site, exits, row, number, corridors[corridor])
    ]
    return tuple(sorted(found, key=lambda along: (along.corridor, along.metres, along.opening)))


def _meet(site: Site, exits: Exits, row: int, number: int, corridor: int) -> Iterator[DoorAlong]:
    nodes = np.flatnonzero(site.ways.passages == number)
    metres = exits.each.metres[row, nodes]
    if not len(nodes) or not math.isfinite(metres.min()):
        return
    node = int(nodes[metres.argmin()])
    way = trace(exits.each.next_nodes[row], node)
    xy = site.ways.xy
    inside = [n for n in way[1:] if site.ways.rooms[n] == corridor and (xy[n] != xy[node]).any()]
    if not inside:
        return  # one comes to this door from its other side
    door, room = site.doors[number], next(j for j in site.doors[number].joins if j != site.spaces[corridor].id)
    ends = shapely.get_coordinates(door.line)
    way_in = _lead_out(site.spaces[corridor].outline, ends)
    hand = _hand(xy[node] - xy[inside[-1]], way_in)
    yield DoorAlong(site.spaces[corridor].id, door.id, room, round(float(metres.min()), 1), hand)


def _lead_out(corridor: Polygon | MultiPolygon, ends: Array) -> Array:
    """Return the direction through a doorway that leads out of a corridor; a last step to it may go along its wall."""
    run = ends[-1] - ends[0]
    through = np.array([-run[1], run[0]]) / max(math.hypot(*run), 1e-9) * _BESIDE_M
    middle = (ends[0] + ends[-1]) / 2
    ahead, behind = shapely.distance(corridor, shapely.points([middle + through, middle - through]))
    return through if ahead >= behind else -through


def _hand(ahead: Array, through: Array) -> str:
    """Return on which hand a doorway is, by the way along the corridor and the direction through the doorway."""
    return "left" if ahead[0] * through[1] - ahead[1] * through[0] >= 0 else "right"
