"""Which part of a room is within some metres on foot: straight on from every point where a way may turn."""

from __future__ import annotations

import math
from typing import Final, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.doorways import Array

ARC_STEPS: Final = 64  # corners of a circle; drawn inside it, at 100 m it falls short by 0.12 m; tool default
SPECK_M2: Final = 0.01  # less than this is looked at no further; tool default
_NUDGE: Final = 1e-7  # radians to either side of a corner, to see past it
_TINY: Final = 1e-9
_INNER: Final = math.cos(math.pi / ARC_STEPS)  # of a circle's radius: so far the drawn one holds everything
_TURN: Final = np.linspace(0, 2 * math.pi, ARC_STEPS, endpoint=False)
_CIRCLE: Final = np.column_stack([np.cos(_TURN), np.sin(_TURN)])


Looks = dict[tuple[float, float], tuple[Polygon, float]]


class Views:
    """What is seen from some points (n, 2) of a room, the floor with its doorways; each is looked at once.

    ``known`` keeps what was seen from where, for other points of the same room.
    """

    def __init__(self, room: BaseGeometry, turns: Array, known: Looks | None = None) -> None:
        """Take the room's walls in."""
        self.turns = turns
        self.points = np.atleast_1d(np.asarray(shapely.points(turns)))
        self._walls = _edges(room)
        self._seen: Looks = {} if known is None else known

    def see(self, n: int, reach: float) -> BaseGeometry:
        """Return what the n-th point sees, no farther than a reach; circles are drawn from inside."""
        at = self.turns[n]
        key = (float(at[0]), float(at[1]))
        if key not in self._seen:
            seen = see_from(self._walls, at)
            far = np.hypot(*(shapely.get_coordinates(seen) - at).T).max(initial=0.0)
            self._seen[key] = seen, float(far)
        seen, far = self._seen[key]
        return seen if far <= reach * _INNER else seen.intersection(_disc(at, reach))


def find_beyond(floor: BaseGeometry, views: Views, metres_left: Array) -> BaseGeometry:
    """Return the part of a floor that is out of reach of all of some points, straight on from each.

    ``metres_left`` (n,) are how far each still reaches. Never less than is beyond: circles are drawn from inside.
    """
    beyond = floor
    for n in np.argsort(-metres_left, kind="stable").tolist():
        left = float(metres_left[n])
        if left <= 0 or beyond.area < SPECK_M2:
            break
        if shapely.dwithin(beyond, views.points[n], left):
            beyond = beyond.difference(views.see(n, left))
    return beyond


def _disc(at: Array, radius: float) -> Polygon:
    return cast("Polygon", shapely.polygons(at + radius * _CIRCLE))


def _edges(room: BaseGeometry) -> Array:
    """Return (n, 2, 2) the straight pieces of every ring."""
    rings = shapely.get_rings(shapely.get_parts(room))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    edges: Array = np.stack([xy[:-1][same], xy[1:][same]], axis=1)
    return edges


def see_from(walls: Array, at: Array) -> Polygon:
    """Return what a point sees inside walls (n, 2, 2) that close it in: a polygon, exact to rounding.

    Rays go to either side of every corner; between two of them one wall is seen, straight.
    """
    local = walls - at
    corners = local.reshape(-1, 2)
    angles = np.unique(np.arctan2(corners[:, 1], corners[:, 0]))
    rays = np.sort(np.concatenate([angles - _NUDGE, angles + _NUDGE]))
    directions = np.column_stack([np.cos(rays), np.sin(rays)])
    reach = _first_hits(local, directions)
    hit = np.isfinite(reach)
    ring = directions[hit] * reach[hit, None] + at
    if len(ring) < 3:
        return Polygon()
    seen = cast("Polygon", shapely.polygons(ring))
    return seen if seen.is_valid else _largest(seen.buffer(0))


def _largest(shape: BaseGeometry) -> Polygon:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area, default=Polygon())


def _first_hits(local: Array, directions: Array) -> Array:
    """Return how far along each ray (r, 2) from the origin the first wall (n, 2, 2) is, inf for none."""
    start, run = local[:, 0], local[:, 1] - local[:, 0]
    across = directions[:, None, 0] * run[None, :, 1] - directions[:, None, 1] * run[None, :, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        along = (start[None, :, 0] * run[None, :, 1] - start[None, :, 1] * run[None, :, 0]) / across
        share = (start[None, :, 0] * directions[:, None, 1] - start[None, :, 1] * directions[:, None, 0]) / across
    met: NDArray[np.bool_] = (np.abs(across) > _TINY) & (along > _TINY) & (share >= -_TINY) & (share <= 1 + _TINY)
    reach: Array = np.where(met, along, np.inf).min(axis=1, initial=np.inf)
    return reach


def list_polygons(shape: BaseGeometry, least_m2: float) -> list[Polygon]:
    """Return the polygons of a shape that are at least so large."""
    parts = shapely.get_parts(shape).tolist() if not isinstance(shape, Polygon) else [shape]
    return [part for part in parts if isinstance(part, Polygon) and part.area >= least_m2]
