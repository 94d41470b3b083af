"""A track through a building's walking graph, and the way that it is on the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import shapely
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


def to_ways(site: Site, tracks: Iterable[Track]) -> list[Way]:
    """Return tracks as ways: metres rounded up to a decimetre, legs to the millimetre."""
    known = [(track, list(_stretches(site, track.nodes))) for track in tracks]
    lines = iter(_draw_lines([points for _, stretches in known for _, points in stretches]))
    return [
        _to_way(site, track, tuple(Leg(floor, next(lines)) for floor, _ in stretches)) for track, stretches in known
    ]


def _to_way(site: Site, track: Track, legs: tuple[Leg, ...]) -> Way:
    doors = [site.doors[n] for n in site.passes(track.nodes)]
    shafts = dict.fromkeys(site.spaces[node].shaft for node in site.climbs(track.nodes))
    return Way(
        site.spaces[track.space].id,
        track.purpose,
        track.to,
        round_up(track.metres),
        legs,
        tuple(shafts),
        tuple(dict.fromkeys(door.id for door in doors if is_kept_locked(door))),
    )


def _stretches(site: Site, nodes: tuple[int, ...]) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Yield what lies on each floor, in order; a floor on which a track only starts or ends in a point has none."""
    steps = ((site.nodes.points[node], site.floors[site.nodes.rooms[node]]) for node in nodes)
    for floor, run in groupby(steps, key=lambda step: step[1]):
        line = [point for point, _ in groupby(point for point, _ in run)]
        if len(line) > 1:
            yield site.building.floors[floor].id, line


def _draw_lines(lines: Sequence[Sequence[tuple[float, float]]]) -> list[LineString]:
    """Return many lines, drawn at once."""
    if not lines:
        return []
    owners = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return list(np.asarray(shapely.linestrings([xy for line in lines for xy in line], indices=owners)))
