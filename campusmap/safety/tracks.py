"""A track through a building's walking graph, and the way that it is on the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from shapely import LineString

from campusmap.model.analysis import Leg, Way
from campusmap.safety.walkable import is_kept_locked
from campusmap.safety.walking import Site, round_up


@dataclass(frozen=True, slots=True)
class Track:
    """The shortest way from a space, by its index, to a door or marker, by its id: the nodes that it leads over."""

    space: int
    purpose: str
    to: str
    metres: float
    nodes: tuple[int, ...]


def to_way(site: Site, track: Track) -> Way:
    """Return a track as a way: metres rounded up to a decimetre, legs to the millimetre."""
    doors = [site.doors[n] for n in site.passes(track.nodes)]
    shafts = dict.fromkeys(site.spaces[node].shaft for node in site.climbs(track.nodes))
    return Way(
        site.spaces[track.space].id,
        track.purpose,
        track.to,
        round_up(track.metres),
        tuple(_legs(site, track.nodes)),
        tuple(shafts),
        tuple(dict.fromkeys(door.id for door in doors if is_kept_locked(door))),
    )


def _legs(site: Site, nodes: tuple[int, ...]) -> Iterator[Leg]:
    """Yield what lies on each floor, in order; a floor on which a track only starts or ends in a point has no leg."""
    floor_of = [site.floors[room] for room in site.ways.rooms[list(nodes)].tolist()]
    points = site.ways.xy[list(nodes)].round(3).tolist()
    for floor, run in groupby(zip(points, floor_of, strict=True), key=lambda pair: pair[1]):
        line = [point for point, _ in groupby(point for point, _ in run)]
        if len(line) > 1:
            yield Leg(site.building.floors[floor].id, LineString(line))
