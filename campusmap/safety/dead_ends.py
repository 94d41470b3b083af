"""Dead ends: parts of corridors from which there is only one direction to a way out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.reach import Spot, find_ways
from campusmap.geometry.shortest import find_each, find_nearest, trace
from campusmap.geometry.within import list_polygons
from campusmap.model.places import Use
from campusmap.model.walking import DeadEnd
from campusmap.safety.blockages import find_parts, list_links
from campusmap.safety.walking import Site, round_up

CIRCULATION: Final = frozenset({Use.CORRIDOR, Use.LOBBY})
# Beyond a door to one of these a way on counts: nobody needs a key or leave to pass them; tool default.
PASSED: Final = frozenset({*CIRCULATION, Use.STAIR, Use.GYM, Use.CAFETERIA, Use.AUDITORIUM, Use.LIBRARY})
LEAST_M: Final = 6.096  # 20 ft, the longest dead end that IBC 1020.5 allows without sprinklers
BESIDE_SPINE_M: Final = 2.0  # so near to the line between two ways on one is still on it; tool default
HALF_WIDE_M: Final = 1.0  # half a corridor's width: where one stands at the turn into the dead end; tool default
NARROWEST_M: Final = 1.2  # what is left beside that line and narrower is no corridor; tool default
TIMES_ITS_WIDTH: Final = 2.5  # shorter for their width, they are no corridors: IBC 1020.5, exception 3
THROUGH_M: Final = 0.5  # from a doorway's line to its rooms' faces and beyond; tool default
MEETING_M: Final = 0.05  # outlines drawn to the middle of a wall are drawn in by this; tool default
BESIDE_M: Final = 0.6  # a door so near to a dead end opens on it; tool default
BENT: Final = 0.6  # the far end of a dead end is at least so much of its length away as the crow flies; tool default
SAMPLE_M: Final = 1.0  # points of the line between ways on that a dead end is measured from; tool default
_ROUND_LOOP_M: Final = 0.05  # where a piece touches the rest at places farther apart than this, it is a way round


class _Hall(NamedTuple):
    """Corridors and lobbies that run into one another, and the doors by which a way on leads out of them."""

    rooms: tuple[int, ...]
    shape: BaseGeometry
    ways_on: tuple[int, ...]


def find_dead_ends(site: Site) -> tuple[DeadEnd, ...]:
    """Return the parts of corridors longer than LEAST_M from which only one direction leads on to a way out.

    Measured on foot from where one has a choice of two directions, half a corridor's width taken off. A way on leads
    to an exterior door, a stair or a space open to all from which one gets outside without coming back.
    """
    found = [end for hall in _list_halls(site) for end in _look_along(site, hall)]
    return tuple(sorted(found, key=lambda end: (end.space, -end.length_m)))


def _list_halls(site: Site) -> Iterator[_Hall]:
    parts = find_parts(site)
    links, names = list_links(site, parts)
    doors = {name: touched for touched, (kind, name) in zip(links, names, strict=True) if kind == "door"}
    index = {space.id: n for n, space in enumerate(site.spaces)}
    sides = [[index[joined] for joined in door.joins if joined in index] for door in site.doors]
    for rooms in _group(site, sides):
        inner = [d for d, beside in enumerate(sides) if len(beside) == 2 and set(beside) <= rooms]
        edge = [d for d, beside in enumerate(sides) if set(beside) & rooms and d not in inner]
        own = set(np.unique(parts[np.isin(site.ways.rooms, list(rooms)) & (site.ways.passages < 0)]).tolist())
        outside = _reach_from_outside(links, own)
        on = [d for d in edge if _leads_on(site, sides[d], rooms) and doors.get(site.doors[d].id, set()) & outside]
        cuts: list[BaseGeometry] = [site.doors[d].line.buffer(THROUGH_M, cap_style="flat") for d in (*inner, *on)]
        # Drawn in a little, so that rooms whose outlines meet in a wall's middle do not run into one another there.
        walled = [site.rooms[n].buffer(-MEETING_M, join_style="mitre") for n in sorted(rooms)]
        yield _Hall(tuple(sorted(rooms)), shapely.union_all([*walled, *cuts]), tuple(on))


def _group(site: Site, sides: list[list[int]]) -> list[set[int]]:
    """Return the corridors and lobbies in groups that doors and openings join."""
    group = {n: {n} for n, space in enumerate(site.spaces) if space.use in CIRCULATION}
    for beside in sides:
        if len(beside) == 2 and all(n in group for n in beside):
            merged = group[beside[0]] | group[beside[1]]
            group |= dict.fromkeys(merged, merged)
    unique = {min(rooms): rooms for rooms in group.values()}
    return [unique[first] for first in sorted(unique)]


def _leads_on(site: Site, beside: list[int], rooms: set[int]) -> bool:
    beyond = [n for n in beside if n not in rooms]
    return not beyond or site.spaces[beyond[0]].use in PASSED


def _reach_from_outside(links: list[set[int]], without: set[int]) -> set[int]:
    """Return the parts of the walking graph, -1 for outside, that are reached from outside but through some."""
    of_part: dict[int, list[set[int]]] = defaultdict(list)
    for link in links:
        for part in link - without:
            of_part[part].append(link - without)
    reached, new = {-1}, [-1]
    while new:
        onward = {part for link in of_part[new.pop()] for part in link} - reached
        reached |= onward
        new += sorted(onward)
    return reached


def _look_along(site: Site, hall: _Hall) -> Iterator[DeadEnd]:
    if not hall.ways_on or not isinstance(hall.shape, Polygon | MultiPolygon):
        return
    spine = _lay_spine(hall, [site.doors[d].line.interpolate(0.5, normalized=True) for d in hall.ways_on])
    beside, touching = (_widen(spine, wide) for wide in (BESIDE_SPINE_M, BESIDE_SPINE_M + 0.05))
    rest = hall.shape.difference(beside)
    wide = rest.buffer(-NARROWEST_M / 2).buffer(NARROWEST_M / 2, join_style="mitre").intersection(rest)
    for piece in list_polygons(wide, 1.0):
        if piece.length / 2 > LEAST_M and _is_blind(piece, touching):
            yield from _measure(site, hall, spine, piece)


def _lay_spine(hall: _Hall, doors: list[Point]) -> BaseGeometry:
    """Return the shortest ways between the ways on, piece by piece; where there is only one, its place."""
    if len(doors) == 1:
        return doors[0]
    ways = find_ways([hall.shape], [], [Spot(0, door) for door in doors])
    each = find_each(ways, [[n] for n in range(len(doors))])
    steps = {
        (min(step), max(step))
        for one, two in combinations(range(len(doors)), 2)
        for step in pairwise(trace(each.next_nodes[one], two))
        if (ways.xy[step[0]] != ways.xy[step[1]]).any()
    }
    return MultiLineString([ways.xy[[*step]] for step in sorted(steps)]) if steps else MultiPoint(doors)


def _widen(spine: BaseGeometry, wide: float) -> BaseGeometry:
    return shapely.union_all(shapely.buffer(shapely.get_parts(spine), wide, quad_segs=4))


def _is_blind(piece: Polygon, touching: BaseGeometry) -> bool:
    """Tell whether a piece hangs on the rest at one place; a piece that does at two is a way round."""
    touched = shapely.get_parts(piece.exterior.intersection(touching))
    return len(shapely.get_parts(_widen(shapely.union_all(touched), _ROUND_LOOP_M))) == 1


def _measure(site: Site, hall: _Hall, spine: BaseGeometry, piece: Polygon) -> Iterator[DeadEnd]:
    """Yield a piece as a dead end if it is long enough on foot from the spine."""
    corners = [Point(xy) for xy in np.unique(shapely.get_coordinates(piece.simplify(0.1)), axis=0)]
    ends = [corner for corner in corners if corner.distance(spine) > BENT * LEAST_M]
    goals = _sample(spine.intersection(piece.buffer(2 * BESIDE_SPINE_M)))
    if not ends or not goals:
        return
    ways = find_ways([hall.shape], [], [Spot(0, at) for at in (*goals, *ends)])
    nearest = find_nearest(ways, range(len(goals)))
    metres = nearest.metres[len(goals) : len(goals) + len(ends)]
    farthest = int(np.argmax(np.where(np.isfinite(metres), metres, -1.0)))
    length = float(metres[farthest]) - HALF_WIDE_M
    width = 2 * shapely.maximum_inscribed_circle(piece, tolerance=0.1).length
    if max(LEAST_M, TIMES_ITS_WIDTH * width) < length < np.inf:
        yield _describe(site, hall, piece, length, ways.xy[trace(nearest.next_nodes, len(goals) + farthest)[::-1]])


def _sample(spine: BaseGeometry) -> list[Point]:
    """Return points of lines at every SAMPLE_M and their ends, and points as they are."""
    parts = shapely.get_parts(spine)
    dense = shapely.segmentize(parts, SAMPLE_M)
    return [Point(xy) for xy in np.unique(shapely.get_coordinates(dense), axis=0)]


def _describe(site: Site, hall: _Hall, piece: Polygon, length: float, track: np.ndarray) -> DeadEnd:
    space = max(hall.rooms, key=lambda n: (site.rooms[n].intersection(piece).area, -n))
    on_it = [door.id for door in site.doors if door.line.distance(piece) <= BESIDE_M
             and site.spaces[space].id in door.joins]  # fmt: skip
    return DeadEnd(
        site.spaces[space].id, site.building.floors[site.floors[space]].id, round_up(length),
        LineString(track.round(3)), MultiPolygon([piece]), tuple(sorted(on_it)),
    )  # fmt: skip
