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


def probe_sides(line: LineString, thickness: float, ground: Ground) -> tuple[int, int]:
    """Return the room index left and right of a line, OUT beyond the outline, NOWHERE in a wall."""
    ends = shapely.get_coordinates(line)[[0, -1]]
    step = ends[1] - ends[0]
    length = max(float(np.hypot(*step)), 1e-9)
    normal = np.array([-step[1], step[0]]) / length
    stations = ends[0] + np.array([[0.5], [0.3], [0.7]]) * step
    return _probe(stations, normal, thickness, ground), _probe(stations, -normal, thickness, ground)


def _probe(stations: Floats, normal: Floats, thickness: float, ground: Ground) -> int:
    for reach in _REACHES_M:
        found = locate(stations + normal * (thickness / 2 + reach), ground)
        rooms = found[found >= 0]
        if len(rooms):
            return int(np.bincount(rooms).argmax())
        if (found == OUT).all():
            return OUT
    return NOWHERE


def locate(points: Floats, ground: Ground) -> Ints:
    """Return for each point (k, 2) the index of the smallest room that it lies in, OUT or NOWHERE."""
    spots = make_points(points)
    found = np.where(shapely.intersects(ground.outline, spots), NOWHERE, OUT)
    spot, room = ground.tree.query(spots, predicate="intersects")
    order = np.argsort(-ground.areas[room], kind="stable")
    for i, j in zip(spot[order].tolist(), room[order].tolist(), strict=True):
        found[i] = j
    return np.asarray(found, dtype=np.int64)
