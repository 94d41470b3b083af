"""What lies on either side of an opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.lines import Floats, Ints, make_points

# How far beyond the wall's face the sides are probed: 0.15 m, then further for recesses and thick linings.
_REACHES_M: Final = (0.15, 0.35, 0.65)
NOWHERE: Final = -1
OUT: Final = -2


@dataclass(frozen=True, slots=True)
class Ground:
    """The rooms to probe for, and the floor's outline."""

    tree: shapely.STRtree
    areas: Floats
    outline: BaseGeometry


def index_ground(shapes: Sequence[Polygon], outline: MultiPolygon) -> Ground:
    """Index rooms (later ones lie inside earlier ones only if they were drawn so) and prepare the outline."""
    shapely.prepare(outline)
    rooms = np.array(shapes, dtype=object)
    return Ground(shapely.STRtree(rooms), shapely.area(rooms), outline)


def probe_sides(lines: Sequence[LineString], thick: Sequence[float], ground: Ground) -> list[tuple[int, int]]:
    """Return the room index left and right of each line, OUT beyond the outline, NOWHERE in a wall.

    ``thick`` are the thicknesses of the walls that the lines lie in.
    """
    if not lines:
        return []
    points, owner = shapely.get_coordinates(np.array(lines, dtype=object), return_index=True)
    ends = np.searchsorted(owner, np.arange(len(lines))), np.searchsorted(owner, np.arange(len(lines)), side="right")
    start = points[ends[0]]
    step = points[ends[1] - 1] - start
    length = np.maximum(np.hypot(*step.T), 1e-9)
    normal = np.column_stack([-step[:, 1], step[:, 0]]) / length[:, None]
    stations = start[:, None] + np.array([[0.5], [0.3], [0.7]]) * step[:, None]
    half = np.array(thick) / 2
    left, right = (_probe(stations, ways, half, ground) for ways in (normal, -normal))
    return list(zip(left.tolist(), right.tolist(), strict=True))


def _probe(stations: Floats, normals: Floats, half: Floats, ground: Ground) -> Ints:
    """Return what lies beyond each row of stations (n, k, 2): the room most of them find, OUT where all do."""
    sides = np.full(len(stations), NOWHERE, dtype=np.int64)
    left = np.arange(len(stations))
    for reach in _REACHES_M:
        spots = stations[left] + (normals[left] * (half[left] + reach)[:, None])[:, None]
        found = locate(spots.reshape(-1, 2), ground).reshape(len(left), stations.shape[1])
        for row, rooms in zip(left.tolist(), found.tolist(), strict=True):
            inside = [room for room in rooms if room >= 0]
            if inside:
                sides[row] = min(inside, key=lambda room: (-inside.count(room), room))
            elif all(room == OUT for room in rooms):
                sides[row] = OUT
        left = left[sides[left] == NOWHERE]
    return sides


def locate(points: Floats, ground: Ground) -> Ints:
    """Return for each point (k, 2) the index of the smallest room that it lies in, OUT or NOWHERE."""
    spots = make_points(points)
    found = np.where(shapely.intersects(ground.outline, spots), NOWHERE, OUT)
    spot, room = ground.tree.query(spots, predicate="intersects")
    order = np.argsort(-ground.areas[room], kind="stable")
    found[spot[order]] = room[order]  # the last of several stays
    return np.asarray(found, dtype=np.int64)
