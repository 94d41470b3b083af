"""Fields, courts and lots: how far they are on foot from the devices that hang inside, round the buildings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.doorways import Array
from campusmap.geometry.reach import Spot, Ways, find_ways
from campusmap.geometry.shortest import Nearest, add_edges, find_nearest, trace
from campusmap.geometry.within import Looks, Views, find_beyond, list_polygons
from campusmap.model.places import Campus, Marker, SiteArea
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import Coverage, Fetch
from campusmap.safety.coverage import LEAST_M2
from campusmap.safety.fetching import Fetching, find_devices, hours_of, is_shut_away, list_limits
from campusmap.safety.outdoors import can_be_entered, open_ground, step_outside
from campusmap.safety.walking import round_up

STAYED_ON: Final = frozenset({"field", "courtyard", "playground", "parking"})
KINDS: Final = ("AED", "BLEEDING_KIT")
CORNERS: Final = 8  # of an area, from which its farthest walk is told; tool default


class _Start(NamedTuple):
    """Where a walk to a device goes in: a place outdoors, metres from there, stairs climbed, and the device."""

    at: Point
    metres: float
    climbs: int
    device: Marker


@dataclass(frozen=True, slots=True)
class WayIn:
    """A door that can be entered: the walk on from it to the nearest device of a kind, in metres and stairs climbed."""

    kind: str
    at: Point
    metres: float
    climbs: int
    device: Marker


@dataclass(frozen=True, slots=True)
class _Yard:
    """The open ground with what is walked round, and the areas that people stay on."""

    free: BaseGeometry
    areas: tuple[SiteArea, ...]


def cover_grounds(
    campus: Campus, ways_in: Sequence[WayIn], settings: ReachSettings
) -> tuple[tuple[Fetch, ...], tuple[Coverage, ...]]:
    """Return for each area that people stay on the walk from its farthest corner, and what of it is beyond each limit.

    Ways lead over open ground round buildings and water, in by exterior doors that can be entered, and on inside as
    for rooms. Fences, slopes and gates are not known to it. Devices that hang outdoors count.
    """
    yard = _lay_out(campus)
    if yard is None:
        return (), ()
    fetches: list[Fetch] = []
    coverages: list[Coverage] = []
    looks: Looks = {}
    for kind in KINDS:
        starts = [*_list_doors(yard, ways_in, kind), *_list_outdoors(campus, kind)]
        if not starts:
            coverages += [Coverage(area.id, kind, limit, why="none is listed that can be reached")
                          for area in yard.areas for limit in list_limits(settings, kind)]  # fmt: skip
            continue
        penalty_m = settings.stair_s * settings.speed_m_s
        for fetch, coverage in _walk(yard, kind, starts, penalty_m, settings, looks):
            fetches += fetch
            coverages += coverage
    return tuple(fetches), tuple(coverages)


def _lay_out(campus: Campus) -> _Yard | None:
    areas = tuple(a for a in campus.areas if a.kind in STAYED_ON and isinstance(a.shape, Polygon | MultiPolygon))
    if not areas or campus.north is None:
        return None
    return _Yard(open_ground(campus, [area.shape for area in areas]), areas)


def list_ways_in(given: Fetching) -> Iterator[WayIn]:
    """Yield the doors by which a building can be entered, with the walk on from each to the nearest devices."""
    for kind in KINDS:
        nearest = find_devices(given, kind)
        for node in np.flatnonzero(np.isfinite(nearest.metres) & (given.ways.passages >= 0)).tolist():
            if _leads_in(given, node):
                device = given.site.devices[int(nearest.goals[node]) - len(given.site.spaces)]
                climbs = len(given.site.climbs(trace(nearest.next_nodes, node)))
                yield WayIn(kind, Point(given.ways.xy[node]), float(nearest.metres[node]), climbs, device)


def _list_doors(yard: _Yard, ways_in: Sequence[WayIn], kind: str) -> Iterator[_Start]:
    """Yield the doors that can be entered from the grounds, with the walk on from each to the nearest device."""
    mine = [way for way in ways_in if way.kind == kind]
    for way, at in zip(mine, step_outside(yard.free, [way.at for way in mine]), strict=True):
        if at is not None:
            yield _Start(at, way.metres + at.distance(way.at), way.climbs, way.device)


def _leads_in(given: Fetching, node: int) -> bool:
    door = given.site.doors[given.ways.passages[node]]
    return door.exterior and can_be_entered(door) and _is_placed(given, node)


def _is_placed(given: Fetching, node: int) -> bool:
    return given.site.building.floors[given.site.floors[int(given.ways.rooms[node])]].frame.placed


def _list_outdoors(campus: Campus, kind: str) -> Iterator[_Start]:
    built = shapely.union_all([b.footprint for b in campus.buildings]).buffer(-1.0)
    for marker in campus.markers:
        usable = marker.kind == kind and marker.is_there and not marker.floor and not is_shut_away(marker)
        if usable and marker.at is not None and not built.covers(marker.at):
            yield _Start(marker.at, 0.0, 0, marker)


def _walk(
    yard: _Yard, kind: str, starts: list[_Start], penalty_m: float, settings: ReachSettings, looks: Looks
) -> Iterator[tuple[list[Fetch], list[Coverage]]]:
    corners = [(area, point) for area in yard.areas for point in _corners(area, yard.free)]
    ways = find_ways([yard.free], [], [Spot(0, at) for at in (*(s.at for s in starts), *(p for _, p in corners))])
    inside = len(ways.passages)  # one node more: where all devices are
    ways = Ways(ways.ends, ways.lengths, np.append(ways.passages, -1), np.vstack([ways.xy, [[0, 0]]]),
                np.append(ways.rooms, 0))  # fmt: skip
    nearest = find_nearest(add_edges(ways, {(n, inside): s.metres for n, s in enumerate(starts)}), [inside])
    views = Views(yard.free, ways.xy[:-1], looks)
    for area in yard.areas:
        own = [len(starts) + n for n, (of, _) in enumerate(corners) if of is area]
        known = [n for n in own if math.isfinite(nearest.metres[n])]
        farthest = max(known, key=lambda n: float(nearest.metres[n]), default=None)
        fetch = [] if farthest is None else [_fetch(area, kind, starts, nearest, farthest, penalty_m, settings)]
        left = {limit: metres - nearest.metres[:-1] for limit, metres in list_limits(settings, kind).items()}
        yield fetch, [_cover(yard, area, kind, limit, views, metres) for limit, metres in left.items()]


def _corners(area: SiteArea, free: BaseGeometry) -> list[Point]:
    parts = MultiPolygon(list_polygons(shapely.intersection(area.shape, free), LEAST_M2)).simplify(1.0)
    rings = [shapely.get_coordinates(shapely.get_exterior_ring(part))[:-1] for part in shapely.get_parts(parts)]
    return [Point(xy) for ring in rings for xy in ring[:: max(1, -(-len(ring) // CORNERS))]]


def _fetch(
    area: SiteArea,
    kind: str,
    starts: list[_Start],
    nearest: Nearest,
    node: int,
    penalty_m: float,
    settings: ReachSettings,
) -> Fetch:
    start = starts[trace(nearest.next_nodes, node)[-2]]
    metres = float(nearest.metres[node])
    seconds = math.ceil(metres / settings.speed_m_s - 1e-6)
    return Fetch(
        area.id,
        kind,
        start.device.id,
        round_up(metres - penalty_m * start.climbs),
        float(seconds),
        hours_of(start.device),
    )


def _cover(yard: _Yard, area: SiteArea, kind: str, limit: str, views: Views, left: Array) -> Coverage:
    ground = shapely.intersection(area.shape, yard.free)
    beyond = MultiPolygon(list_polygons(find_beyond(ground, views, left), LEAST_M2))
    return Coverage(area.id, kind, limit, beyond, round(beyond.area, 1))
