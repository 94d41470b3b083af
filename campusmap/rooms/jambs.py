"""Where a closed leaf meets the wall: the jambs, the wall's thickness there, and the lines that close the gap.

About a leaf stand seven wall lines or so, too few for arrays: what is done for each leaf is done in plain floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite
from statistics import median
from typing import Final, NamedTuple

import numpy as np
import shapely

from campusmap.geometry.lines import Floats, make_points, segments_to_lines

_HALF_DEPTH_M: Final = 0.65  # how far off the leaf a wall face is looked for: the thickest wall; tool default
_SHORT_M, _LONG_M = 0.3, 0.45  # a jamb may stand this much inside or beyond the leaf's end; tool default
_NEAR_M: Final = 0.3  # a lone wall end that is taken for a jamb
_SOLID_M: Final = 0.02  # a jamb's position is read where it is straight for this much
_THIN_M: Final = 0.005  # intervals below this do not interrupt a jamb
_STEP_M: Final = 0.08  # a jamb that jumps by more than a frame's rebate is another wall's
_AT_LEAF_M: Final = 0.1
_CORNER_M: Final = 0.03  # a closing line goes to a wall corner as near as this

Point = tuple[float, float]
Line = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Walls:
    """Wall segments (n, 2, 2) and their index."""

    segments: Floats
    tree: shapely.STRtree


@dataclass(frozen=True, slots=True)
class Throat:
    """A closed doorway. ``quality``: 3 jambs met, 2 wall faces end there, 1 near a wall at both ends, 0 neither."""

    ends: Floats  # (2, 2): jamb to jamb in the middle of the wall
    thickness: float
    closures: tuple[Floats, ...]  # each (2, 2)
    quality: int


class _Side(NamedTuple):
    """One wall line, along and across the leaf: its ends, its depths rounded and cut, and how it rises."""

    x0: float
    y0: float
    x1: float
    y1: float
    level0: float
    level1: float
    low: float
    high: float
    rise: float  # y1 - y0, 1 where the line is level
    run: float


class _Local(NamedTuple):
    """The wall lines about a leaf, along and across it; ``half`` its half length, and the way back."""

    sides: list[_Side]
    half: float
    origin: Floats
    axes: Floats  # rows: along, across


class _Band(NamedTuple):
    """A stretch of depths between two that follow each other, and the nearest wall lines left and right in it."""

    low: float
    high: float
    left: float  # -inf if there is none
    right: float  # inf if there is none

    @property
    def height(self) -> float:
        """Return how deep the stretch is."""
        return self.high - self.low


def index_walls(segments: Floats) -> Walls:
    """Index wall segments for looking about a doorway."""
    return Walls(segments, shapely.STRtree(segments_to_lines(segments) if len(segments) else []))


def find_throats(leaves: Sequence[tuple[Floats, Floats]], walls: Walls, *, loose: bool = True) -> list[Throat]:
    """Close the doorways whose leaves, shut, reach from a hinge to a tip (metres).

    Where nothing ends on both sides, what is near the leaf's ends will do if ``loose``.
    """
    return [_close(local, loose=loose) for local in _look_about(leaves, walls)] if leaves else []


def _close(local: _Local, *, loose: bool) -> Throat:
    throat = _between_jambs(local) or _between_faces(local) or (_between_ends(local) if loose else None)
    return throat or _make_throat(local, ((-local.half, 0.0), (local.half, 0.0)), 0.0, (), 0)


def _look_about(leaves: Sequence[tuple[Floats, Floats]], walls: Walls) -> Iterator[_Local]:
    """Yield what stands about each leaf, all looked up at once."""
    half, origin, axes, corners = _lay_frames(np.array(leaves, dtype=np.float64))
    leaf, wall = walls.tree.query(shapely.polygons(corners), predicate="intersects")
    order = np.lexsort((wall, leaf))
    leaf, wall = leaf[order], wall[order]
    sides = list(
        map(_Side._make, _measure((walls.segments[wall] - origin[leaf, None]) @ axes[leaf].transpose(0, 2, 1)))
    )
    starts = np.searchsorted(leaf, np.arange(len(leaves) + 1)).tolist()
    for index, (length, (first, stop)) in enumerate(zip(half.tolist(), pairwise(starts), strict=True)):
        yield _Local(sides[first:stop], length, origin[index], axes[index])


def _lay_frames(leaves: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return half lengths, middles and axes of leaves (n, 2, 2), and the corners of what is looked at about each."""
    hinge, tip = leaves[:, 0], leaves[:, 1]
    span = tip - hinge
    length = np.maximum(np.hypot(*span.T), 1e-6)
    along = span / length[:, None]
    axes = np.stack([along, np.column_stack([-along[:, 1], along[:, 0]])], axis=1)
    origin = (hinge + tip) / 2
    reach = np.column_stack([length / 2 + _LONG_M + 0.1, np.full(len(leaves), _HALF_DEPTH_M)])
    corners = reach[:, None] * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    return length / 2, origin, axes, origin[:, None] + corners @ axes


def _measure(segments: Floats) -> list[list[float]]:
    """Return the values of a side for each of some segments (n, 2, 2)."""
    x, y = segments[:, :, 0], segments[:, :, 1]
    low, high = y.min(axis=1), y.max(axis=1)
    rise = np.where(high - low < 1e-9, 1.0, y[:, 1] - y[:, 0])
    levels = np.clip(y, -_HALF_DEPTH_M, _HALF_DEPTH_M).round(4)
    rows: list[list[float]] = np.column_stack(
        [segments.reshape(-1, 4), levels, low, high, rise, x[:, 1] - x[:, 0]]
    ).tolist()
    return rows


def _make_throat(local: _Local, ends: Line, thickness: float, closures: Sequence[Line], quality: int) -> Throat:
    placed = np.array([ends, *closures]) @ local.axes + local.origin
    return Throat(placed[0], thickness, tuple(placed[1:] if closures else placed), quality)


def _between_jambs(local: _Local) -> Throat | None:
    """Shoot across the doorway at every depth at which the walls change; the band that meets both jambs is the wall."""
    levels = {depth for side in local.sides for depth in (side.level0, side.level1)}
    depths = sorted({-_HALF_DEPTH_M, *levels, _HALF_DEPTH_M})
    bands = [_Band(low, high, *_shoot(local.sides, (high + low) / 2)) for low, high in pairwise(depths)]
    run = _nearest_run(bands, local.half - _SHORT_M, local.half + _LONG_M)
    return _run_to_throat(local, run) if run else None


def _shoot(sides: Iterable[_Side], depth: float) -> tuple[float, float]:
    """Return the nearest crossings left and right of the middle at a depth (-inf, inf if none)."""
    left, right = -inf, inf
    for x0, y0, _, _, _, _, low, high, rise, run in sides:
        if low < depth < high:
            at = x0 + (depth - y0) / rise * run
            if at > 0:
                right = min(right, at)
            else:
                left = max(left, at)
    return left, right


def _nearest_run(bands: Sequence[_Band], least: float, most: float) -> Sequence[_Band]:
    """Pick the bands with steady jambs that the leaf stands in: of those at the leaf, the narrowest; () if none.

    ``least`` and ``most`` say how far off the middle a jamb may stand.
    """
    best: tuple[float, float, int, int] | None = None
    for first, last in _steady_runs(bands, least, most):
        low, high = bands[first].low, bands[last].high
        gap = max(low, -high, 0.0)
        if high - low < 0.03 or gap > _NEAR_M:
            continue
        width = median(band.right - band.left for band in bands[first : last + 1])
        rank = (0.0 if gap <= _AT_LEAF_M else gap, width, first, last)
        best = rank if best is None else min(best, rank)
    return bands[best[2] : best[3] + 1] if best else ()


def _steady_runs(bands: Sequence[_Band], least: float, most: float) -> list[tuple[int, int]]:
    """Cut the bands in which both jambs are met wherever a jamb jumps; thin ones neither start nor end a run."""
    runs: list[tuple[int, int]] = []
    for row, band in enumerate(bands):
        if not (least <= band.right <= most and -most <= band.left <= -least and band.height >= _THIN_M):
            continue
        if runs:
            first, last = runs[-1]
            jump = max(abs(band.left - bands[last].left), abs(band.right - bands[last].right))
            if jump < _STEP_M and sum(between.height for between in bands[last + 1 : row]) < _THIN_M:
                runs[-1] = (first, row)
                continue
        runs.append((row, row))
    return runs


def _run_to_throat(local: _Local, bands: Sequence[_Band]) -> Throat:
    low, high = bands[0].low, bands[-1].high
    faces = [t for t in (low, high) if abs(t) < _HALF_DEPTH_M - 1e-6]
    solid = [band for band in bands if band.height >= _SOLID_M and isfinite(band.left) and isfinite(band.right)]
    solid = solid or [max(bands, key=lambda band: band.height)]
    at = {low: solid[0], high: solid[-1], 0.0: solid[len(solid) // 2]}
    # where walls run on along both sides there is no face to close: close at the leaf
    lines = [(_or(at[t].left, -local.half), _or(at[t].right, local.half), t) for t in faces or [0.0]]
    closures = [(_snap(local.sides, (left, t)), _snap(local.sides, (right, t))) for left, right, t in lines]
    return _make_throat(local, _middle(closures), high - low if len(faces) == 2 else 0.0, closures, 3)


def _or(value: float, otherwise: float) -> float:
    return value if isfinite(value) else otherwise


def _middle(lines: Sequence[Line]) -> Line:
    """Return the mean of one or two lines, end by end."""
    (a, b), (c, d) = lines[0], lines[-1]
    return ((a[0] + c[0]) / 2, (a[1] + c[1]) / 2), ((b[0] + d[0]) / 2, (b[1] + d[1]) / 2)


def _snap(sides: Iterable[_Side], end: Point) -> Point:
    """Move an end of a closing line onto the nearest wall corner within 3 cm, so that noding finds it."""
    x, y = end
    corners = [corner for side in sides for corner in (side[:2], side[2:4])]
    near = [(cx, cy) for cx, cy in corners if abs(cx - x) < _CORNER_M and abs(cy - y) < _CORNER_M]
    if not near:
        return end
    sizes = [float(np.hypot(cx - x, cy - y)) for cx, cy in near]
    nearest = min(sizes)
    return near[sizes.index(nearest)] if nearest < _CORNER_M else end


def _between_faces(local: _Local) -> Throat | None:
    """Join wall faces that end on either side at the same depth: walls without end caps, single-line walls."""
    left, right = _ending_faces(local, -1.0), _ending_faces(local, 1.0)
    pairs: list[Line] = []
    for a in left if right else ():
        b = min(right, key=lambda end: abs(end[1] - a[1]))
        if abs(b[1] - a[1]) < 0.05 and max(abs(a[1]), abs(b[1])) < _HALF_DEPTH_M:
            pairs.append((a, b))
    if not pairs or min(min(abs(a[1]), abs(b[1])) for a, b in pairs) > _NEAR_M:
        return None
    depths = [(a[1] + b[1]) / 2 for a, b in pairs]
    middle = (min(depths) + max(depths)) / 2
    ends = ((max(a[0] for a, _ in pairs), middle), (min(b[0] for _, b in pairs), middle))
    return _make_throat(local, ends, max(depths) - min(depths), pairs, 2)


def _ending_faces(local: _Local, side: float) -> list[Point]:
    """Return the near ends of wall lines that lead away from the doorway on one side, -1 or 1."""
    ends: set[Point] = set()
    for x0, y0, x1, y1, *_ in local.sides:
        a, b = x0 * side, x1 * side
        near, far = ((a, y0), (b, y1)) if a <= b else ((b, y1), (a, y0))
        step = far[0] - near[0]
        stands = local.half - _SHORT_M < near[0] < local.half + _LONG_M
        if stands and step > 0.02 and abs(far[1] - near[1]) < 0.15 * step:
            ends.add((round(near[0] * 1e6) / 1e6, round(near[1] * 1e6) / 1e6))
    return [(x * side, y) for x, y in sorted(ends)]


def _between_ends(local: _Local) -> Throat | None:
    """Join the wall points nearest to the leaf's two ends, when both are near."""
    ends = ((-local.half, 0.0), (local.half, 0.0))
    if not all(any(_may_be_near(side, end) for side in local.sides) for end in ends):
        return None
    lines, points = segments_to_lines(np.array([side[:4] for side in local.sides]).reshape(-1, 2, 2)), make_points(ends)
    distance = shapely.distance(lines[None], points[:, None])
    if distance.min(axis=1).max() > _NEAR_M:
        return None
    nearest = lines[distance.argmin(axis=1)]
    feet = shapely.get_coordinates(shapely.line_interpolate_point(nearest, shapely.line_locate_point(nearest, points)))
    if np.hypot(*(feet[1] - feet[0])) < local.half:
        return None
    (x0, y0), (x1, y1) = feet.tolist()
    one, other = (x0, y0), (x1, y1)
    return _make_throat(local, (one, other), 0.0, [(_snap(local.sides, one), _snap(local.sides, other))], 1)


def _may_be_near(side: _Side, end: Point) -> bool:
    """Tell whether a side's box comes near an end of the leaf."""
    x, y = end
    wide = _NEAR_M + 1e-6
    return side.low - wide < y < side.high + wide and min(side.x0, side.x1) - wide < x < max(side.x0, side.x1) + wide
