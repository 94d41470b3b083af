"""A building laid out for walking: its rooms, doors, stairs, lifts and devices as one graph."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.label import find_pole
from campusmap.geometry.reach import Passage, Spot, Ways, find_ways
from campusmap.geometry.shortest import add_edges
from campusmap.model.places import OUTSIDE, Building, Floor, Marker, Opening, Space, Use
from campusmap.safety.walkable import walks_through

FETCHED: Final = ("AED", "BLEEDING_KIT", "EXTINGUISHER")  # devices that somebody runs for
STAIR_RATIO: Final = 3.0  # metres to walk for a metre up or down: pitch and landings, tool default
STAIR_M: Final = 12.0  # for a storey whose height is not stated; tool default
MIN_STOREY_M: Final = 2.0  # elevations closer than this are no storey's height; tool default
SHAFT_OFFSET_M: Final = 2.0  # stairs of one name this far apart are two stairs; as rule PLC007 lets floors stray
MARKER_OFF_M: Final = 1.0  # a device drawn in the wall belongs to the space it names, this near; tool default


class NodeLists(NamedTuple):
    """The nodes of a walking graph as plain lists, for walking along many ways: room, door (-1 for none), place."""

    rooms: list[int]
    doors: list[int]
    points: list[tuple[float, float]]  # to the millimetre


@dataclass(frozen=True, slots=True)
class Site:
    """One building laid out for walking: spots are the spaces' label points, in order, then the devices."""

    building: Building
    spaces: tuple[Space, ...]
    floors: tuple[int, ...]  # the floor of each space
    rooms: tuple[BaseGeometry, ...]  # each space less what stands in it
    doors: tuple[Opening, ...]  # those that can be walked through
    devices: tuple[Marker, ...]
    stairs: Mapping[tuple[int, int], float]  # metres between two stairs' label points
    lifts: Mapping[tuple[int, int], float]  # metres up between two lifts' label points
    ways: Ways
    nodes: NodeLists

    def passes(self, way: Sequence[int]) -> list[int]:
        """Return the doors that a way, by its nodes, leads through or ends at, by index and in order."""
        rooms, doors = [self.nodes.rooms[node] for node in way], [self.nodes.doors[node] for node in way]
        around = zip([rooms[0], *rooms], [*rooms[1:], rooms[-1]], strict=False)
        return [
            door
            for node, door, (before, after) in zip(way, doors, around, strict=True)
            if door >= 0 and (before != after or node == way[-1])
        ]

    def climbs(self, way: Sequence[int]) -> list[int]:
        """Return the stairs and lifts, by index, that a way leaves for another floor."""
        return self._leave(way, self.stairs) if not self.lifts else self._leave(way, {**self.stairs, **self.lifts})

    def rides(self, way: Sequence[int]) -> list[int]:
        """Return the lifts, by index, that a way leaves for another floor."""
        return self._leave(way, self.lifts)

    def _leave(self, way: Sequence[int], shafts: Mapping[tuple[int, int], float]) -> list[int]:
        labels = len(self.spaces)  # shafts are joined at their label points
        return [node for node, onward in pairwise(way) if node < labels and onward < labels
                and (min(node, onward), max(node, onward)) in shafts]  # fmt: skip


def round_up(metres: float) -> float:
    """Return a length rounded up to the decimetre."""
    return math.ceil(round(metres * 10, 6)) / 10


def lay_out(building: Building, markers: Sequence[Marker]) -> Site:
    """Return a building's walking graph: stairs are part of it, lifts are not."""
    spaces = tuple(space for floor in building.floors for space in floor.spaces)
    floors = tuple(n for n, floor in enumerate(building.floors) for _ in floor.spaces)
    index = {space.id: n for n, space in enumerate(spaces)}
    rooms = [room for floor in building.floors for room in _clear_rooms(floor)]
    doors = tuple(o for floor in building.floors for o in sorted(floor.openings, key=lambda o: o.id)
                  if walks_through(o, index))  # fmt: skip
    passages = [Passage(o.line, tuple(index[joined] for joined in o.joins if joined != OUTSIDE)) for o in doors]
    labels = [Spot(n, _label_point(rooms[n], space)) for n, space in enumerate(spaces)]
    found = [(m, _stand(m, building, index, rooms)) for m in sorted(markers, key=lambda m: m.id)]
    devices = [(marker, spot) for marker, spot in found if spot is not None]
    ways = find_ways(rooms, passages, [*labels, *(spot for _, spot in devices)])
    stairs, lifts = (_join_shafts(building, spaces, floors, use) for use in (Use.STAIR, Use.ELEVATOR))
    points = [(x, y) for x, y in ways.xy.round(3).tolist()]
    return Site(
        building, spaces, floors, tuple(rooms), doors, tuple(marker for marker, _ in devices), stairs, lifts,
        add_edges(ways, stairs), NodeLists(ways.rooms.tolist(), ways.passages.tolist(), points),
    )  # fmt: skip


def _clear_rooms(floor: Floor) -> list[BaseGeometry]:
    """Return the floor's rooms less columns, and less walls where outlines were not traced along them."""
    rooms = np.array([space.outline for space in floor.spaces], dtype=object)
    solid = [part for part in floor.columns.geoms if not part.is_empty]
    traced = np.array([space.method == "walls" for space in floor.spaces])
    for place, room in enumerate(rooms):
        inside: list[BaseGeometry] = [part for part in solid if part.intersects(room)]
        if not traced[place] and not floor.walls.is_empty and not room.is_empty:
            inside.append(shapely.clip_by_rect(floor.walls, *room.buffer(1.0).bounds))
        if inside:
            rooms[place] = room.difference(shapely.union_all(inside))
    return list(rooms)


def _label_point(room: BaseGeometry, space: Space) -> Point:
    """Return where a room's label stands; where a column stands there, the nearest free place."""
    if space.outline.is_empty:
        return Point(0.0, 0.0)  # in no room: nothing leads there
    at = find_pole(space.outline)
    return at if room.is_empty or room.covers(at) else shapely.get_point(shapely.shortest_line(room, at), 0)


def _stand(marker: Marker, building: Building, index: Mapping[str, int], rooms: list[BaseGeometry]) -> Spot | None:
    """Return where a device that is there can be taken from; None for other markers and those in no room for sure."""
    floor = next((f for f in building.floors if f.id == marker.floor), None)
    if floor is None or marker.at is None or marker.kind not in FETCHED or not marker.is_there:
        return None
    room = next((index[s.id] for s in floor.spaces if s.outline.covers(marker.at)), index.get(marker.space, -1))
    if room < 0 or rooms[room].is_empty or rooms[room].distance(marker.at) > MARKER_OFF_M:
        return None
    return Spot(room, shapely.get_point(shapely.shortest_line(rooms[room], marker.at), 0))


def _join_shafts(
    building: Building, spaces: tuple[Space, ...], floors: tuple[int, ...], use: Use
) -> dict[tuple[int, int], float]:
    """Return the pairs of stairs or lifts, by index, that lead from one floor to the next, with the metres between."""
    by_level: dict[int, list[int]] = defaultdict(list)
    for n, space in enumerate(spaces):
        if space.use is use and space.shaft and not space.outline.is_empty:
            by_level[building.floors[floors[n]].ordinal].append(n)
    joined: dict[tuple[int, int], float] = {}
    for low, high in pairwise(sorted(by_level)):
        for one in by_level[low] if high == low + 1 else ():
            for two in by_level[high]:
                lower, upper = building.floors[floors[one]], building.floors[floors[two]]
                levels = [[spaces[n] for n in by_level[level]] for level in (low, high)]
                if _is_one_stair(spaces[one], spaces[two], levels, lower.frame.placed and upper.frame.placed):
                    joined[min(one, two), max(one, two)] = _climb(lower, upper)
    return joined


def _is_one_stair(below: Space, above: Space, levels: list[list[Space]], comparable: bool) -> bool:
    """Tell whether two spaces are one stair: one shaft name, and one place; without coordinates a name used once."""
    if below.shaft != above.shaft:
        return False
    if comparable:
        return float(below.outline.distance(above.outline)) <= SHAFT_OFFSET_M
    return all(sum(space.shaft == below.shaft for space in level) == 1 for level in levels)


def _climb(lower: Floor, upper: Floor) -> float:
    if lower.elevation_m is None or upper.elevation_m is None:
        return STAIR_M
    storey = upper.elevation_m - lower.elevation_m
    return STAIR_RATIO * storey if storey >= MIN_STOREY_M else STAIR_M
