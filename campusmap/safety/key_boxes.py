"""Key boxes against exterior doors: which door each opens, and the way to the nearest one, on foot outdoors."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from shapely import LineString

from campusmap.geometry.doorways import Array
from campusmap.geometry.reach import Spot, Ways, find_ways
from campusmap.geometry.shortest import Each, find_each, trace
from campusmap.model.analysis import Leg, Way
from campusmap.model.places import Building, Campus, Marker, Opening
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import AtDoor, KeyBox
from campusmap.safety.entries import exterior_doors, find_main_entrance
from campusmap.safety.exits import Exits
from campusmap.safety.outdoors import has_way_in, open_ground, step_outside
from campusmap.safety.tracks import Track, to_ways
from campusmap.safety.walkable import is_shut
from campusmap.safety.walking import Site, round_up


@dataclass(frozen=True, slots=True)
class _Doors:
    """Exterior doors that one stands before on the ground, each with its building's id."""

    doors: tuple[Opening, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rounds:
    """Walks outdoors between key boxes (rows) and exterior doors (columns): metres, inf where no way is drawn.

    ``homes`` are the buildings of the boxes; ``lines`` lead from the box to the door.
    """

    boxes: tuple[Marker, ...] = ()
    homes: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    owners: tuple[str, ...] = ()
    metres: tuple[tuple[float, ...], ...] = ()
    lines: Mapping[tuple[int, int], LineString] = field(default_factory=dict)

    def rows_for(self, building: str) -> list[int]:
        """Return a building's own boxes; where it has none, all."""
        own = [row for row, home in enumerate(self.homes) if home == building]
        return own or list(range(len(self.boxes)))

    def nearest(self) -> dict[str, tuple[str, float]]:
        """Return for each door that some box can be walked to from its nearest, of its own building if there is one."""
        found = {}
        for door, column in self.columns.items():
            row = min(self.rows_for(self.owners[column]), key=lambda row: (self.metres[row][column], row))
            if math.isfinite(self.metres[row][column]):
                found[door] = self.boxes[row].id, round_up(float(self.metres[row][column]))
        return found


def list_boxes(campus: Campus) -> tuple[Marker, ...]:
    """Return the key boxes that hang on a campus, in a place that is known."""
    there = (marker for marker in campus.markers if marker.is_there and marker.at is not None)
    boxes = (marker for marker in there if marker.kind == "KEY_BOX")
    return tuple(sorted(boxes, key=lambda box: box.id))


def walk_round(campus: Campus, boxes: tuple[Marker, ...]) -> Rounds:
    """Return the walks over open ground from each key box to each exterior door of the floors at ground level or below.

    Doors above that lead onto stairs and roofs that nobody drew. Fences, slopes and gates are not known to it.
    """
    known = _list_doors(campus)
    if not boxes or not known.doors:
        return Rounds()
    at = [box.at for box in boxes if box.at is not None]
    at += [door.line.interpolate(0.5, normalized=True) for door in known.doors]
    ground = open_ground(campus, at)
    places = step_outside(ground, at)
    stood = [n for n, place in enumerate(places) if place is not None]
    ways = find_ways([ground], [], [Spot(0, place) for place in places if place is not None])
    rows = [node for node, n in enumerate(stood) if n < len(boxes)]
    each = find_each(ways, [[node] for node in rows])
    metres = np.full((len(boxes), len(known.doors)), np.inf)
    lines: dict[tuple[int, int], LineString] = {}
    for k, row in enumerate(rows):
        for node, n in enumerate(stood):
            if n >= len(boxes) and math.isfinite(each.metres[k, node]):
                line = _trace_line(ways, each, k, node)
                ends = [(at[n].x, at[n].y), (at[stood[row]].x, at[stood[row]].y)]
                whole = LineString([ends[1], *line[::-1], ends[0]])
                metres[stood[row], n - len(boxes)], lines[stood[row], n - len(boxes)] = whole.length, whole
    homes = tuple(_home_of(box, metres[row], known) for row, box in enumerate(boxes))
    columns = {door.id: column for column, door in enumerate(known.doors)}
    return Rounds(boxes, homes, columns, known.owners, tuple(map(tuple, metres.tolist())), lines)


def _list_doors(campus: Campus) -> _Doors:
    found = [(door, building.id) for building in campus.buildings for door in ground_doors(building)]
    return _Doors(tuple(door for door, _ in found), tuple(owner for _, owner in found))


def ground_doors(building: Building) -> list[Opening]:
    """Return a building's exterior doors with coordinates, on the floors at ground level or below, that open at all."""
    low = replace(building, floors=tuple(floor for floor in building.floors if floor.ordinal <= 0))
    return [door for door in exterior_doors(low, placed_only=True) if not is_shut(door) and door.line.length > 0]


def _trace_line(ways: Ways, each: Each, row: int, node: int) -> list[tuple[float, float]]:
    """Return the points of the way from a node to the box of a row."""
    return [(float(x), float(y)) for x, y in ways.xy[trace(each.next_nodes[row], node)]]


def _home_of(box: Marker, metres: Array, known: _Doors) -> str:
    """Return a box's building: the one its row names, else that of the nearest door."""
    nearest = int(np.argmin(metres))
    return box.building or (known.owners[nearest] if math.isfinite(metres[nearest]) else "")


def measure_boxes(campus: Campus, rounds: Rounds, settings: ReachSettings) -> tuple[KeyBox, ...]:
    """Return for each key box the doors of its building beside it, and how far the main entrance is."""
    mains = {building.id: find_main_entrance(building) for building in campus.buildings}
    return tuple(_measure(row, rounds, mains, settings) for row in range(len(rounds.boxes)))


def _measure(row: int, rounds: Rounds, mains: Mapping[str, Opening | None], settings: ReachSettings) -> KeyBox:
    home, main = rounds.homes[row], mains.get(rounds.homes[row])
    own = {door: round_up(float(rounds.metres[row][column])) for door, column in rounds.columns.items()
           if rounds.owners[column] == home and math.isfinite(rounds.metres[row][column])}  # fmt: skip
    order = sorted(own, key=lambda door: (own[door], door))
    beside = tuple(AtDoor(door, own[door]) for door in order if own[door] <= settings.key_box_m)
    door, metres = (order[0], own[order[0]]) if order else ("", None)
    main_id = main.id if main else ""
    return KeyBox(rounds.boxes[row].id, home, door, metres, main_id, own.get(main_id), beside)


def find_key_ways(site: Site, exits: Exits, rounds: Rounds) -> Iterator[Way]:
    """Yield for every space the shortest way to a key box: out by an exterior door, and on outdoors.

    Doors without a way in are left out, as nobody comes back by them with the key.
    """
    opened = [row for row, door in enumerate(exits.doors)
              if site.doors[door].id in rounds.columns and has_way_in(site.doors[door])]  # fmt: skip
    rows = rounds.rows_for(site.building.id)
    if not opened or not rows:
        return
    columns = [rounds.columns[site.doors[exits.doors[row]].id] for row in opened]
    outdoors = np.array(rounds.metres)[np.ix_(rows, columns)]
    best = outdoors.argmin(axis=0)
    total = exits.each.metres[opened][:, : len(site.spaces)] + outdoors.min(axis=0)[:, None]
    reached = [(space, n) for space, n in enumerate(total.argmin(axis=0).tolist()) if math.isfinite(total[n, space])]
    tracks = []
    for space, n in reached:
        nodes = tuple(trace(exits.each.next_nodes[opened[n]], space))
        box = rounds.boxes[rows[int(best[n])]].id
        tracks.append(Track(space, "KEY_BOX", box, float(total[n, space]), nodes))
    for way, track, (_, n) in zip(to_ways(site, tracks), tracks, reached, strict=True):
        floor = site.building.floors[site.floors[site.nodes.rooms[track.nodes[-1]]]].id
        outside = rounds.lines[rows[int(best[n])], columns[n]]
        legs = _lead_on(way.legs, floor, outside)
        drawn, joined = (sum(leg.line.length for leg in each) for each in (way.legs, legs))
        step_m = max(0.0, joined - drawn - outside.length)  # from where one leaves by the door to its middle
        yield replace(way, legs=legs, length_m=round_up(track.metres + step_m))


def _lead_on(legs: tuple[Leg, ...], floor: str, line: LineString) -> tuple[Leg, ...]:
    """Return the legs of a way to a door, led on outdoors against a line that leads to it, on the door's floor."""
    onward = [(round(x, 3), round(y, 3)) for x, y in reversed(line.coords)]
    if legs and legs[-1].floor == floor:
        return (*legs[:-1], Leg(floor, LineString([*legs[-1].line.coords, *onward[1:]])))
    return (*legs, Leg(floor, LineString(onward)))
