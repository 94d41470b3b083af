"""Doorways as a walker meets them: the points to walk through, and the passage from an opening to its room's face."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

Array = NDArray[np.float64]
Shapes = NDArray[np.object_]

CLEAR_M: Final = 0.305  # a walker keeps this far off corners and obstructions: 1 ft, NFPA 101, 7.6.1
SPREAD_M: Final = 0.75  # wide doorways are walked through at points at most this far apart; tool default
CROSSING_M: Final = 0.4  # doorways on the way are crossed at points at most this far apart; tool default
FACE_M: Final = 0.8  # from an opening's line to its room's face, through the thickest walls; tool default
OBLIQUE_M: Final = 0.5  # a face askew to the line is followed this much farther at the jambs; tool default
NECK_HALF_M: Final = CLEAR_M + 0.07  # doors under 0.75 m are walked through in their middle all the same; tool default
_OVERLAP_M: Final = 0.05  # a passage reaches this far into its room, so that the two are one shape
_BEYOND_M: Final = CLEAR_M + 0.01  # and this far past the line, so that the line is still in it at the clearance


def passage_points(line: LineString) -> list[tuple[float, float]]:
    """Return where a way ends at a doorway: in its middle (NFPA 101, 7.6.1), in wide ones also beside it.

    Points keep CLEAR_M off the jambs and lie at most SPREAD_M apart.
    """
    return _spread(line, SPREAD_M, SPREAD_M / 2)


def crossing_points(line: LineString) -> list[tuple[float, float]]:
    """Return where a doorway on the way is crossed: as near to its jambs as a walker keeps off them, and between."""
    return _spread(line, CROSSING_M, 0.02)


def _spread(line: LineString, apart: float, least: float) -> list[tuple[float, float]]:
    """Return points of a line, its middle among them, none nearer to its ends than CLEAR_M."""
    ends = shapely.get_coordinates(line)
    (x0, y0), (x1, y1) = ends[0].tolist(), ends[-1].tolist()
    length = math.dist((x0, y0), (x1, y1)) or 1.0
    room = length / 2 - CLEAR_M
    steps = math.ceil(room / apart) if room > least else 0
    offsets = [room * step / steps for step in range(-steps, steps + 1)] if steps else [0.0]
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    return [((x0 + x1) / 2 + ux * offset, (y0 + y1) / 2 + uy * offset) for offset in offsets]


def find_necks(lines: Shapes, rooms: Shapes) -> Shapes:
    """Return for each pair of an opening's line and a room the passage between them; None where there is none.

    A passage is a rectangle through the wall, from just beyond the line to the room's face, at most FACE_M off.
    """
    ends = shapely.get_coordinates(np.stack([shapely.get_point(lines, 0), shapely.get_point(lines, -1)], axis=1))
    ends = ends.reshape(-1, 2, 2)
    middle, run = ends.mean(axis=1), ends[:, 1] - ends[:, 0]
    length = np.maximum(np.hypot(*run.T), 1e-6)
    along = run / length[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0]])
    across *= _side_of_room(middle, across, rooms)[:, None]
    depth = _depth_to_face(middle, along * length[:, None], across, rooms)
    half = along * np.maximum(length / 2, NECK_HALF_M)[:, None]
    beyond = _room_behind(middle, half, across, rooms)
    necks = _boxes(middle, half, across, -beyond, np.nan_to_num(depth) + _OVERLAP_M)
    necks[np.isnan(depth)] = None
    return necks


def _side_of_room(middle: Array, across: Array, rooms: Shapes) -> Array:
    """Return 1 where the room lies to the left of the line, -1 where to the right."""
    left, right = (shapely.length(shapely.intersection(_probes(middle, across * s), rooms)) for s in (1, -1))
    return np.where(left >= right, 1.0, -1.0)


def _probes(start: Array, across: Array) -> Shapes:
    return np.atleast_1d(np.asarray(shapely.linestrings(np.stack([start, start + across * FACE_M], axis=1))))


def _depth_to_face(middle: Array, run: Array, across: Array, rooms: Shapes) -> Array:
    """Return how far the room's face is from the line, the farthest of middle and jambs; nan where it is nowhere."""
    own, *beside = (_entry(middle + run * share, across, rooms) for share in (0.0, -0.45, 0.45))
    deepest = own.copy()
    for other in beside:
        askew = np.nan_to_num(other, nan=-1.0)
        deepest = np.where(askew <= own + OBLIQUE_M, np.maximum(deepest, askew), deepest)
    return deepest


def _entry(start: Array, across: Array, rooms: Shapes) -> Array:
    inside = shapely.intersection(_probes(start, across), rooms)
    entry: Array = shapely.distance(shapely.points(start), inside)
    return np.where(shapely.length(inside) > _OVERLAP_M, entry, np.nan)


def _room_behind(middle: Array, half: Array, across: Array, rooms: Shapes) -> Array:
    """Return how far a passage may reach past the line: not where the same room lies again behind a thin wall."""
    far = np.full(len(middle), _BEYOND_M)
    strips = _boxes(middle, half, across, -far, np.full(len(middle), -0.2))
    return np.where(shapely.area(shapely.intersection(strips, rooms)) > 1e-6, 0.0, far)


def _boxes(middle: Array, half: Array, across: Array, near: Array, far: Array) -> Shapes:
    low, high = middle + across * near[:, None], middle + across * far[:, None]
    rings = np.stack([low - half, low + half, high + half, high - half], axis=1)
    return np.atleast_1d(np.asarray(shapely.polygons(rings)))


def open_rooms(rooms: Shapes, owners: NDArray[np.int64], necks: Shapes) -> Shapes:
    """Return each room with its passages, one shape each; ``owners`` names the room of each neck."""
    opened: Shapes = np.array(rooms, dtype=object)
    order = np.argsort(owners, kind="stable")
    for room in np.unique(owners):
        first, last = np.searchsorted(owners[order], (room, room + 1))
        parts: list[BaseGeometry] = [neck for neck in necks[order[first:last]] if neck is not None]
        opened[room] = shapely.union_all([rooms[room], *parts])
    return opened
