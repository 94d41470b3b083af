"""Which rooms lie along which corridor, in order from the entrance, and which are reached only through another room."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import shapely
from shapely import LineString, Point

from campusmap.geometry.reach import Passage, find_ways
from campusmap.geometry.shortest import find_nearest
from campusmap.model.places import OUTSIDE, Floor, Opening, OpeningKind, Space, Use
from campusmap.numbering.grammar import is_circulation_number
from campusmap.numbering.heading import Measure, find_lead, measure_from
from campusmap.numbering.order import Axis, long_axis, place_along, stands_across
from campusmap.numbering.ring import walk_round
from campusmap.numbering.winding import walk_along

WALKED: Final = frozenset({Use.CORRIDOR, Use.LOBBY, Use.STAIR, Use.ELEVATOR, Use.SHAFT})
DRAWN_MIN_M2: Final = 1.0  # smaller faces without a number are gaps between walls, as in rule NUM003 (tool default)


@dataclass(frozen=True, slots=True)
class Stand:
    """A room on a corridor: how far along its door is, metres; ``is_end`` for a door in the corridor's end."""

    room: Space
    along_m: float
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A corridor and its rooms from the end that is nearer to the entrance on: left and right, or one row.

    One row where no one way leads along: the corridor branches or is a hall. ``leads_off`` where the first end is
    clearly the nearer; it is not where one comes in near the middle. ``around_m`` is the way round a ring, which has no
    ends: its rows begin at the door nearest to the entrance and go clockwise.
    """

    corridor: Space
    rows: tuple[tuple[Stand, ...], ...]
    is_one_way: bool
    leads_off: bool = False
    around_m: float = 0.0


@dataclass(frozen=True, slots=True)
class FloorRuns:
    """The rooms of one floor: along corridors, behind other rooms (room and the room it is behind), and the rest."""

    runs: tuple[Run, ...]
    inner: tuple[tuple[Space, Space], ...]
    loose: tuple[Space, ...]


def is_way(space: Space) -> bool:
    """Tell whether a space is walked through: by its use, or by the class code in its number."""
    return space.use in WALKED or is_circulation_number(space.shown_number)


def needs_number(space: Space) -> bool:
    """Tell whether a space is a room that a number belongs to."""
    return not is_way(space) and (bool(space.shown_number) or space.outline.area >= DRAWN_MIN_M2)


def lay_runs(floor: Floor, entrance: Point) -> FloorRuns:
    """Sort a floor's rooms; corridors come in order of their distance from the entrance, a point of the plan."""
    doors = _doors_between(floor)
    rooms = {space.id: space for space in floor.spaces if needs_number(space)}
    ways = [space for space in floor.spaces if space.use is not Use.SHAFT and is_way(space)]
    ways.sort(key=lambda way: (round(way.outline.distance(entrance), 3), way.id))
    home = {room: _home(room, ways, doors) for room in rooms}
    runs = [_lay_run(way, [rooms[r] for r, at in home.items() if at == way.id], doors, entrance) for way in ways]
    runs = _head_runs(floor, runs, ways, doors, entrance)
    inner = _behind_rooms(rooms, home, doors)
    placed = {room.id for room, _ in inner} | {room for room, way in home.items() if way}
    loose = tuple(room for room in rooms.values() if room.id not in placed)
    return FloorRuns(tuple(run for run in runs if any(run.rows)), inner, loose)


Doors = Mapping[frozenset[str], Sequence[Opening]]


def _doors_between(floor: Floor) -> Doors:
    found: dict[frozenset[str], list[Opening]] = defaultdict(list)
    for opening in sorted(floor.openings, key=lambda o: o.id):
        if opening.kind not in (OpeningKind.WINDOW, OpeningKind.VERTICAL) and len(set(opening.joins)) == 2:
            found[frozenset(opening.joins)].append(opening)
    return found


def _home(room: str, ways: Iterable[Space], doors: Doors) -> str:
    """Return the corridor that a room is numbered along: the one it has most doors to, a corridor before a lobby.

    Of equals the nearest to the entrance counts. Source: VA, a number belongs to the door on the corridor.
    """
    found = [(way, len(doors.get(frozenset((room, way.id)), ()))) for way in ways]
    near = [(way.use is not Use.CORRIDOR, -count, n, way.id) for n, (way, count) in enumerate(found) if count]
    return min(near)[-1] if near else ""


def _lay_run(way: Space, rooms: Sequence[Space], doors: Doors, entrance: Point) -> Run:
    axis = long_axis(way.outline) if way.use in (Use.CORRIDOR, Use.LOBBY) else None
    first = {room.id: doors[frozenset((room.id, way.id))][0] for room in rooms}
    if axis is None:
        return _lay_winding(way, rooms, first, entrance)
    axis = _from_entrance(axis, way, entrance)
    rows: tuple[list[Stand], list[Stand]] = ([], [])
    for room in rooms:
        along, off = place_along(axis, first[room.id].line.centroid)
        rows[off <= 0].append(Stand(room, along, stands_across(first[room.id].line, axis)))
    left, right = (tuple(sorted(row, key=lambda s: (round(s.along_m, 3), s.room.id))) for row in rows)
    return Run(way, (left, right), is_one_way=True)


def _head_runs(floor: Floor, runs: Sequence[Run], ways: Sequence[Space], doors: Doors, entrance: Point) -> list[Run]:
    """Let each run begin at its end that comes first from the entrance, where that can be told."""
    ends = {
        run.corridor.id: [doors[frozenset((s.room.id, run.corridor.id))][0].line for s in (stands[0], stands[-1])]
        for run in runs
        if run.is_one_way and not run.around_m and (stands := _in_order(run))
    }
    measure = measure_from(floor, ways, [line for pair in ends.values() for line in pair], entrance)
    return [_headed(run, ends[run.corridor.id], measure) if run.corridor.id in ends else run for run in runs]


def _in_order(run: Run) -> list[Stand]:
    return sorted((stand for row in run.rows for stand in row), key=lambda s: (round(s.along_m, 3), s.room.id))


def _headed(run: Run, ends: Sequence[LineString], measure: Measure) -> Run:
    stands = _in_order(run)
    lead = find_lead(ends[0], ends[-1], stands[-1].along_m - stands[0].along_m, measure)
    if lead >= 0:
        return replace(run, leads_off=bool(lead))
    both = stands[0].along_m + stands[-1].along_m
    rows = (tuple(replace(s, along_m=both - s.along_m) for s in reversed(row)) for row in reversed(run.rows))
    return replace(run, rows=tuple(rows), leads_off=True)


def _lay_winding(way: Space, rooms: Sequence[Space], first: Mapping[str, Opening], entrance: Point) -> Run:
    """Lay a corridor that bends by the way on foot; what is no corridor, or has no one way, in one row."""
    lines = [first[room.id].line for room in rooms]
    start = min(range(len(lines)), key=lambda n: (round(lines[n].distance(entrance), 3), rooms[n].id), default=0)
    is_walked_along = way.use in (Use.CORRIDOR, Use.LOBBY)
    around = walk_round(way.outline, lines, start) if is_walked_along else None
    met = around.met if around else walk_along(way.outline, lines, start) if is_walked_along else None
    if met is None:
        return Run(way, (tuple(_walk_along(way, rooms, first, entrance)),), is_one_way=False)
    # A door in an end wall is on no side; it goes with the left, and is bound to nothing there.
    stands = [(m.hand, Stand(room, m.metres, not m.hand)) for room, m in zip(rooms, met, strict=True)]
    rows = ([s for hand, s in stands if hand != "right"], [s for hand, s in stands if hand == "right"])
    left, right = (tuple(sorted(row, key=lambda s: (round(s.along_m, 3), s.room.id))) for row in rows)
    return Run(way, (left, right), is_one_way=True, around_m=around.around_m if around else 0.0)


def _from_entrance(axis: Axis, way: Space, entrance: Point) -> Axis:
    """Turn a corridor's direction so that it begins at the end that is nearer to the entrance."""
    x, y, dx, dy = axis
    reach = max(abs(place_along(axis, Point(xy))[0]) for xy in way.outline.exterior.coords)
    here, _ = place_along(axis, entrance)
    return (x, y, -dx, -dy) if here > 0.02 * reach else axis  # in the very middle the given direction counts


def _walk_along(way: Space, rooms: Sequence[Space], first: Mapping[str, Opening], entrance: Point) -> list[Stand]:
    """Order rooms by the way on foot inside a winding corridor, from its door that is nearest to the entrance."""
    if not rooms:
        return []
    lines = [first[room.id].line for room in rooms]
    ways = find_ways([way.outline], [Passage(line, (0,)) for line in lines], [])
    start = min(range(len(lines)), key=lambda n: (round(lines[n].distance(entrance), 3), rooms[n].id))
    nearest = find_nearest(ways, [n for n, owner in enumerate(ways.passages.tolist()) if owner == start])
    metres = [math.inf] * len(rooms)
    for node, owner in enumerate(ways.passages.tolist()):
        if owner >= 0:
            metres[owner] = min(metres[owner], float(nearest.metres[node]))
    walked = [m if math.isfinite(m) else shapely.distance(lines[n], lines[start]) for n, m in enumerate(metres)]
    return sorted((Stand(room, m) for room, m in zip(rooms, walked, strict=True)),
                  key=lambda s: (round(s.along_m, 3), s.room.id))  # fmt: skip


def _behind_rooms(rooms: Mapping[str, Space], home: Mapping[str, str], doors: Doors) -> tuple[tuple[Space, Space], ...]:
    """Pair rooms that are reached only through other rooms with the room that opens on a corridor or outside."""
    beside: dict[str, list[str]] = defaultdict(list)
    for pair in sorted(doors, key=sorted):
        one, two = sorted(pair)
        beside[one].append(two)
        beside[two].append(one)
    root = {room: room for room in sorted(rooms) if home[room] or OUTSIDE in beside[room]}
    front = list(root)
    while front:
        reached = [(other, root[room]) for room in front for other in beside[room] if other in rooms]
        front = []
        for other, top in reached:
            if other not in root:
                root[other] = top
                front.append(other)
    return tuple((rooms[room], rooms[top]) for room, top in sorted(root.items()) if room != top)
