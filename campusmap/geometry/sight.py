"""Which part of a room can be seen through an aperture: weak visibility, exact, from every ray at once.

A ray through an aperture is a point of its dual plane: where it crosses the near edge (u, metres along it) and its
slope (s, metres sideways for each metre into the room). The rays through both edges form a parallelogram there, and the
rays that pass a corner of the room form a line. These lines cut the parallelogram into cells whose rays all end on
the same wall; what a cell's rays sweep is bounded by the rays on the cell's rim. The union over the cells is the part
seen: no viewpoint is sampled.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Array = NDArray[np.float64]
UV = tuple[float, float]
Cell = list[UV]

STEEPEST: Final = 1e4  # metres sideways a metre: rays flatter to the wall differ by under 2 mm in a 20 m room
MARGIN_M: Final = 0.005  # grown round what is seen, over every rounding in here and the slope limit; tool default
REVEAL_M: Final = 0.3  # a leaf that may hang back from the room's face hangs back no farther; tool default
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


def find_seen(room: Polygon, apertures: list[Aperture]) -> BaseGeometry:
    """Return everything that some ray through some aperture reaches in a room, grown by MARGIN_M.

    Walls (the shell) and columns (the holes) block; the result may stick out of the room. It is never less than what
    is seen. Method: line duality, de Berg et al., Computational Geometry, chapter 8, with the far edge as a bound of
    the dual domain.
    """
    walls = _wall_edges(_draw_with_fewer_corners(room))
    corner = walls[0, :2]  # near the room, the grid below is not lost in six-digit coordinates
    walls = walls - np.tile(corner, 2)
    swept = [_sweep(walls, aperture, corner) for aperture in apertures]
    pieces = np.concatenate(swept) if swept else np.empty((0, 4, 2))
    seen = _unite(pieces).buffer(MARGIN_M, join_style="mitre")
    return shapely.transform(seen, lambda xy: xy + corner)


def _unite(pieces: Array) -> BaseGeometry:
    # The pieces are convex, so the hull only mends what rounding broke, and valid pieces cannot fail on a grid.
    polygons = shapely.convex_hull(shapely.polygons(pieces))
    try:
        return shapely.union_all(polygons)
    except shapely.errors.GEOSException:
        return shapely.union_all(polygons, grid_size=GRID_M)  # slower


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


def _sweep(walls: Array, aperture: Aperture, corner: Array) -> Array:
    """Return the (m, 4, 2) quadrilaterals that the rays of one aperture sweep, in the walls' coordinates."""
    length = math.dist(aperture.a, aperture.b)
    if length < 1e-6:
        return np.empty((0, 4, 2))
    origin = np.array(aperture.a) - corner
    ux, uy = (aperture.b[0] - aperture.a[0]) / length, (aperture.b[1] - aperture.a[1]) / length
    turn = np.array([[ux, -uy], [uy, ux]])  # world -> (along the aperture, into the room), as points @ turn
    local = ((walls.reshape(-1, 2) - origin) @ turn).reshape(-1, 4)
    corners = local[:, :2][local[:, 1] > _TINY]
    walls = _with_far_box(local)
    cells = [cell for domain in _dual_domains(aperture, length) for cell in _settle(domain, corners, walls)]
    swept: Array = _swept_pieces(cells, walls) @ turn.T + origin
    return swept


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


def _settle(domain: Cell, corners: Array, walls: Array) -> list[tuple[Cell, int]]:
    """Cut the dual domain into cells whose rays all end on one wall; return each with its wall's index.

    A cell is cut along the line of a corner (u + s y = x) only where that corner can matter: in front of the wall that
    the cell's middle ray ends on, or at its ends. What is hidden behind that wall is never looked at.
    """
    settled: list[tuple[Cell, int]] = []
    active = [domain] if len(domain) >= 3 else []
    while active:
        hits = _first_hit(np.array([_middle(cell) for cell in active]), walls)
        parted: list[Cell] = []
        for cell, hit in zip(active, hits.tolist(), strict=True):
            cutter = _find_cutter(cell, walls[hit], corners)
            if cutter is None:
                settled.append((cell, hit))
            else:
                parted += _split(cell, [cutter[0] - u - s * cutter[1] for u, s in cell])
        active = parted
    return settled


def _middle(cell: Cell) -> UV:
    return sum(u for u, _ in cell) / len(cell), sum(s for _, s in cell) / len(cell)


def _find_cutter(cell: Cell, wall: Array, corners: Array) -> UV | None:
    """Return the corner that splits a cell most evenly among those not behind a wall, None when there is none."""
    points = np.array(cell)
    sides = corners[:, :1] - points[:, 0] - corners[:, 1:] * points[:, 1]
    low, high = sides.min(axis=1), sides.max(axis=1)
    x0, y0, x1, y1 = wall
    ahead = (x1 - x0) * (corners[:, 1] - y0) - (y1 - y0) * (corners[:, 0] - x0) > _TINY
    ends = ((corners == wall[:2]) | (corners == wall[2:])).all(axis=1)
    even = np.where((low < -_TINY) & (high > _TINY) & (ahead | ends), np.minimum(-low, high), 0.0)
    best = int(even.argmax()) if len(even) else 0
    return (float(corners[best, 0]), float(corners[best, 1])) if len(even) and even[best] > 0 else None


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


def _swept_pieces(cells: list[tuple[Cell, int]], walls: Array) -> Array:
    """Return what the rays on the rims of the cells sweep up to the walls that they end on."""
    if not cells:
        return np.empty((0, 4, 2))
    rays = np.array([ray for cell, _ in cells for ray in cell])
    following = np.array([ray for cell, _ in cells for ray in (*cell[1:], cell[0])])
    wall = walls[np.repeat([hit for _, hit in cells], [len(cell) for cell, _ in cells])]
    return _pieces_between(rays, following, _end_on(rays, wall), _end_on(following, wall))


def _first_hit(rays: Array, walls: Array) -> NDArray[np.int64]:
    """Return the index of the wall that each ray (u, s) leaves the room through first."""
    x0, y0, x1, y1 = walls.T
    u, s = rays[:, :1], rays[:, 1:]
    start, end = x0 - u - s * y0, x1 - u - s * y1  # signed sideways distance from the ray
    # A ray leaves where the wall runs from its right (positive) to its left: the room is left of the wall.
    leaves = (start > 0) & (end <= 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(leaves, start / (start - end), 0.0)
    height = np.where(leaves, y0 + share * (y1 - y0), np.inf)
    height[height < 0] = np.inf
    first: NDArray[np.int64] = np.argmin(height, axis=1)
    return first


def _end_on(rays: Array, walls: Array) -> Array:
    """Return where each ray meets its wall, never beyond the wall's ends."""
    x0, y0, x1, y1 = walls.T
    start, end = x0 - rays[:, 0] - rays[:, 1] * y0, x1 - rays[:, 0] - rays[:, 1] * y1
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nan_to_num(start / (start - end), nan=0.5, posinf=1.0, neginf=0.0).clip(0.0, 1.0)
    return np.column_stack([x0 + share * (x1 - x0), y0 + share * (y1 - y0)])


def _pieces_between(one: Array, two: Array, end_one: Array, end_two: Array) -> Array:
    """Return what the pencil of rays from ray one to ray two sweeps between the aperture and the wall."""
    start_one = np.column_stack([one[:, 0], np.zeros(len(one))])
    start_two = np.column_stack([two[:, 0], np.zeros(len(two))])
    with np.errstate(divide="ignore", invalid="ignore"):
        height = (two[:, 0] - one[:, 0]) / (one[:, 1] - two[:, 1])
    crosses = (height > 0) & (height < np.minimum(end_one[:, 1], end_two[:, 1]))
    height = np.where(crosses, height, 0.0)
    meet = np.column_stack([one[:, 0] + one[:, 1] * height, height])
    # Rays that do not cross bound a convex quadrilateral; rays that cross two pieces, written with a point twice.
    near = np.stack([start_one, start_two, np.where(crosses[:, None], meet, end_two)], axis=1)
    near = np.concatenate([near, np.where(crosses[:, None], meet, end_one)[:, None]], axis=1)
    far = np.stack([meet, end_two, end_one, end_one], axis=1)[crosses]
    pieces = np.concatenate([near, far])
    x, y = pieces[..., 0], pieces[..., 1]
    kept: Array = pieces[np.abs((x * np.roll(y, -1, 1) - np.roll(x, -1, 1) * y).sum(axis=1)) > _TINY]
    return kept
