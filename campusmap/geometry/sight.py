"""Which part of a room can be seen through an aperture: weak visibility, exact, from every ray at once.

A ray through an aperture is a point of its dual plane: where it crosses the near edge (u, metres along it) and its
slope (s, metres sideways for each metre into the room). The rays through both edges form a parallelogram there, and the
rays that pass a corner of the room form a line. These lines cut the parallelogram into cells whose rays all end on
the same wall; what a cell's rays sweep is bounded by the rays on the cell's rim. The union over the cells is the part
seen: no viewpoint is sampled.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Array = NDArray[np.float64]
Shapes = NDArray[np.object_]
UV = tuple[float, float]
Cell = list[UV]
Edge = tuple[float, float, float, float]

STEEPEST: Final = 1e4  # metres sideways a metre: rays flatter to the wall differ by under 2 mm in a 20 m room
MARGIN_M: Final = 0.005  # grown round what is seen, over every rounding in here and the slope limit; tool default
GRID_M: Final = 1e-6  # coordinates are snapped to it so that the union cannot fail; far below MARGIN_M
MAX_CORNERS: Final = 36  # a room with more is first drawn with fewer, larger; bounds the cells at about 500
_TINY: Final = 1e-9  # metres; far below any drawing's precision, far above rounding


@dataclass(frozen=True, slots=True)
class Aperture:
    """A glazed or open slot on a room's face, metres. Seen along near from a to b, the room lies to the left.

    ``depth_m`` is how far behind the near edge the equally long far edge lies; 0 lets every slope through.
    ``slack_m`` is how far the slot may sit back from the room's face, unknown; ``spare_left_m`` and ``spare_right_m``
    are how far the hole in the wall reaches beyond a and b, which bounds what such a slot can let in at the face.
    """

    a: tuple[float, float]
    b: tuple[float, float]
    depth_m: float = 0.0
    slack_m: float = 0.0
    spare_left_m: float = 0.0
    spare_right_m: float = 0.0


def find_seen(room: Polygon, apertures: list[Aperture], near: BaseGeometry | None = None) -> BaseGeometry:
    """Return everything that some ray through some aperture reaches in a room, grown by MARGIN_M.

    Where only what is seen of a shape is asked for, ``near``, what else is seen may be left out.

    Walls (the shell) and columns (the holes) block; the result may stick out of the room. It is never less than what
    is seen. Method: line duality, de Berg et al., Computational Geometry, chapter 8, with the far edge as a bound of
    the dual domain.
    """
    walls = _wall_edges(_draw_with_fewer_corners(room))
    corner = walls[0, :2]  # near the room, the grid below is not lost in six-digit coordinates
    walls = walls - np.tile(corner, 2)
    pieces = _draw_pieces([piece for aperture in apertures for piece in _sweep(walls, aperture, corner)])
    if near is not None:
        pieces = pieces[shapely.dwithin(pieces, shapely.transform(near, lambda xy: xy - corner), 2 * MARGIN_M)]
    whole = _unite(pieces).simplify(GRID_M)  # edges of no length upset the buffer
    seen = whole.buffer(MARGIN_M, quad_segs=8)  # mitred, a spike would reach farther than what more glass lets be seen
    return shapely.transform(seen, lambda xy: xy + corner)


def _draw_pieces(pieces: list[list[UV]]) -> Shapes:
    if not pieces:
        return np.empty(0, dtype=object)
    owner = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    rings = shapely.linearrings([point for piece in pieces for point in piece], indices=owner)
    return np.array(shapely.polygons(rings), dtype=object)


def _unite(polygons: Shapes) -> BaseGeometry:
    broken = ~shapely.is_valid(polygons)  # by rounding, where two chains meet the wall at one point
    polygons[broken] = shapely.make_valid(polygons[broken])
    try:
        return shapely.union_all(polygons)
    except shapely.errors.GEOSException:
        return shapely.union_all(polygons, grid_size=GRID_M)  # valid pieces cannot fail on a grid; slower


def _draw_with_fewer_corners(room: Polygon) -> Polygon:
    """Bound the work in rooms of many corners by a simpler room that holds the whole room, so that more is seen."""
    simple, tolerance = room, 0.005
    while shapely.get_num_coordinates(simple) > MAX_CORNERS and tolerance < 1.0:
        grown = room.simplify(tolerance).buffer(tolerance, join_style="mitre")
        simple = max(grown.geoms, key=lambda part: part.area) if hasattr(grown, "geoms") else grown
        tolerance *= 2
    return simple if simple.is_valid and not simple.is_empty else room


def _wall_edges(room: Polygon) -> Array:
    """Return (n, 4) edges x0, y0, x1, y1 with the room on their left."""
    turned = shapely.geometry.polygon.orient(room)
    rings = [np.asarray(ring.coords)[:, :2] for ring in (turned.exterior, *turned.interiors)]
    return np.vstack([np.hstack([ring[:-1], ring[1:]]) for ring in rings])


def _sweep(walls: Array, aperture: Aperture, corner: Array) -> list[list[UV]]:
    """Return the polygons that the rays of one aperture sweep, in the walls' coordinates."""
    length = math.dist(aperture.a, aperture.b)
    if length < 1e-6:
        return []
    x, y = aperture.a[0] - corner[0], aperture.a[1] - corner[1]
    ux, uy = (aperture.b[0] - aperture.a[0]) / length, (aperture.b[1] - aperture.a[1]) / length
    turn = np.array([[ux, -uy], [uy, ux]])  # world -> (along the aperture, into the room), as points @ turn
    local = ((walls.reshape(-1, 2) - (x, y)) @ turn).reshape(-1, 4)
    corners: list[UV] = [(u, v) for u, v, _, _ in local.tolist() if v > _TINY]
    edges: list[Edge] = [*map(tuple, _with_far_box(local).tolist())]
    cells = [cell for domain in _dual_domains(aperture, length) for cell in _settle(domain, corners, edges)]
    return [[(x + ux * u - uy * v, y + uy * u + ux * v) for u, v in _swept(cell, wall)] for cell, wall in cells]


def _dual_domains(aperture: Aperture, width: float) -> list[Cell]:
    """Return the rays (u, s) at the room's face that pass both edges, as convex polygons.

    At depth t the far edge is crossed at u - s t. A slot that sits back by r in 0..slack shifts u by s r, as far as the
    hole in the wall allows.
    """
    depth = aperture.depth_m
    steepest = min(width / depth, STEEPEST) if depth > 0 else STEEPEST
    gain = aperture.slack_m * steepest
    leaning = [(0.0, 0.0), (width, 0.0), (width + gain, steepest), (min(depth * steepest, width), steepest)]
    right = _clip_right(leaning, width + aperture.spare_right_m)
    left = _clip_right(leaning, width + aperture.spare_left_m)  # mirrored
    return [right, [(width - u, -s) for u, s in left]]


def _clip_right(cell: Cell, limit: float) -> Cell:
    """Keep the part of a convex polygon with u <= limit."""
    return _split(cell, [limit - u for u, _ in cell])[0]


def _settle(domain: Cell, corners: list[UV], walls: list[Edge]) -> list[tuple[Cell, Edge]]:
    """Cut the dual domain into cells whose rays all end on one wall; return each with its wall.

    A cell is cut along the line of a corner (u + s y = x) only where that corner can matter: in front of the wall that
    the cell's middle ray ends on, or at its ends. What is hidden behind that wall is never looked at.
    """
    settled: list[tuple[Cell, Edge]] = []
    active = [(domain, corners)] if len(domain) >= 3 else []
    while active:
        cell, corners = active.pop()
        wall = _first_hit(*_middle(cell), walls)
        crossing = list(_find_crossing(cell, corners))
        cutter = _find_cutter(crossing, wall)
        if cutter is None:
            settled.append((cell, wall))
        else:
            left = [corner for corner, _ in crossing]  # a line that misses a cell misses its parts
            active += [(part, left) for part in _split(cell, [cutter[0] - u - s * cutter[1] for u, s in cell]) if part]
    return settled


def _middle(cell: Cell) -> UV:
    return sum([u for u, _ in cell]) / len(cell), sum([s for _, s in cell]) / len(cell)


def _find_crossing(cell: Cell, corners: list[UV]) -> Iterator[tuple[UV, float]]:
    """Yield the corners whose lines cross a cell, with how evenly they split it."""
    for corner in corners:
        x, y = corner
        sides = [x - u - s * y for u, s in cell]
        low, high = min(sides), max(sides)
        if low < -_TINY and high > _TINY:
            yield corner, min(-low, high)


def _find_cutter(crossing: list[tuple[UV, float]], wall: Edge) -> UV | None:
    """Return the corner that splits a cell most evenly among those not behind its wall, None when there is none."""
    x0, y0, x1, y1 = wall
    best, cutter = 0.0, None
    for (x, y), even in crossing:
        ahead = (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) > _TINY
        if even > best and (ahead or (x, y) == (x0, y0) or (x, y) == (x1, y1)):
            best, cutter = even, (x, y)
    return cutter


def _split(cell: Cell, sides: list[float]) -> tuple[Cell, Cell]:
    """Split a convex polygon by the signed distances of its corners; a side without area comes back empty."""
    low, high = min(sides), max(sides)
    if low >= -_TINY:
        return cell, []
    if high <= _TINY:
        return [], cell
    plus: Cell = []
    minus: Cell = []
    for k, (point, side) in enumerate(zip(cell, sides, strict=True)):
        before, previous = cell[k - 1], sides[k - 1]
        if previous * side < 0:
            share = previous / (previous - side)
            cut = (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
            plus.append(cut)
            minus.append(cut)
        if side >= 0:
            plus.append(point)
        if side <= 0:
            minus.append(point)
    return plus, minus


def _with_far_box(walls: Array) -> Array:
    """Add a box round everything, so that a ray through a gap in the walls ends too, too far rather than too near."""
    low, high = walls.reshape(-1, 2).min(axis=0) - 1.0, walls.reshape(-1, 2).max(axis=0) + 1.0
    ring = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]), (low[0], low[1])]
    return np.vstack([walls, [[*p, *q] for p, q in pairwise(ring)]])


def _first_hit(u: float, s: float, walls: list[Edge]) -> Edge:
    """Return the wall that a ray (u, s) leaves the room through first."""
    first, lowest = walls[0], math.inf
    for wall in walls:
        x0, y0, x1, y1 = wall
        start, end = x0 - u - s * y0, x1 - u - s * y1  # signed sideways distance from the ray
        # A ray leaves where the wall runs from its right (positive) to its left: the room is left of the wall.
        if start > 0 >= end:
            height = y0 + start / (start - end) * (y1 - y0)
            if 0 <= height < lowest:
                first, lowest = wall, height
    return first


def _swept(cell: Cell, wall: Edge) -> list[UV]:
    """Return the polygon that the rays of a cell sweep up to the wall that they end on.

    At height y the rays of a convex cell fill the stretch from the least to the greatest u + s y, which two chains of
    its corners bound: counterclockwise from the greatest u to the greatest s, and from the least u to the least s.
    """
    right = _climb([(u, s) for u, s in cell], wall)
    left = _climb([(-u, -s) for u, s in cell], wall, -1.0)
    return right + left[::-1]


def _climb(cell: Cell, wall: Edge, sign: float = 1.0) -> list[UV]:
    """Return the upper envelope of the rays of a cell, written with their sign, from the aperture to the wall."""
    count = len(cell)
    at = max(range(count), key=cell.__getitem__)
    chain: list[UV] = [(sign * cell[at][0], 0.0)]
    for _ in range(count):
        (u, s), (next_u, next_s) = cell[at], cell[(at + 1) % count]
        end = _end_on(sign * u, sign * s, wall)
        height = (u - next_u) / (next_s - s) if next_s > s else math.inf
        if height >= end[1]:
            return [*chain, end]
        chain.append((sign * (u + s * height), height))
        at = (at + 1) % count
    return [*chain, end]


def _end_on(u: float, s: float, wall: Edge) -> UV:
    """Return where a ray meets its wall, never beyond the wall's ends."""
    x0, y0, x1, y1 = wall
    start, end = x0 - u - s * y0, x1 - u - s * y1
    share = min(max(start / (start - end), 0.0), 1.0) if start != end else 0.5
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)
