"""Where a closed leaf meets the wall: the jambs, the wall's thickness there, and the lines that close the gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.lines import Bools, Floats, make_points, segments_to_lines

_HALF_DEPTH_M: Final = 0.65  # how far off the leaf a wall face is looked for: the thickest wall; tool default
_SHORT_M, _LONG_M = 0.3, 0.45  # a jamb may stand this much inside or beyond the leaf's end; tool default
_NEAR_M: Final = 0.3  # a lone wall end that is taken for a jamb
_SOLID_M: Final = 0.02  # a jamb's position is read where it is straight for this much
_THIN_M: Final = 0.005  # intervals below this do not interrupt a jamb
_STEP_M: Final = 0.08  # a jamb that jumps by more than a frame's rebate is another wall's
_AT_LEAF_M: Final = 0.1


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


@dataclass(frozen=True, slots=True)
class _Local:
    """Segments (k, 2, 2) along and across the leaf; ``half`` its half length, and the way back."""

    segments: Floats
    half: float
    origin: Floats
    axes: Floats  # rows: along, across


def index_walls(segments: Floats) -> Walls:
    """Index wall segments for looking about a doorway."""
    return Walls(segments, shapely.STRtree(segments_to_lines(segments) if len(segments) else []))


def find_throat(hinge: Floats, tip: Floats, walls: Walls) -> Throat:
    """Close the doorway whose leaf, shut, reaches from ``hinge`` to ``tip`` (metres)."""
    return find_throats([(hinge, tip)], walls)[0]


def find_throats(leaves: Sequence[tuple[Floats, Floats]], walls: Walls) -> list[Throat]:
    """Close the doorways whose leaves, shut, reach from a hinge to a tip (metres)."""
    return [_close(local) for local in _look_about(leaves, walls)] if leaves else []


def _close(local: _Local) -> Throat:
    for attempt in (_between_jambs, _between_faces, _between_ends):
        throat = attempt(local)
        if throat is not None:
            return throat
    return _make_throat(local, np.array([[-local.half, 0.0], [local.half, 0.0]]), 0.0, [], 0)


def _look_about(leaves: Sequence[tuple[Floats, Floats]], walls: Walls) -> Iterator[_Local]:
    """Yield what stands about each leaf, all looked up at once."""
    frames = [_lay_frame(hinge, tip) for hinge, tip in leaves]
    leaf, wall = walls.tree.query(shapely.polygons([corners for *_, corners in frames]), predicate="intersects")
    order = np.lexsort((wall, leaf))
    about = np.split(wall[order], np.searchsorted(leaf[order], np.arange(1, len(frames))))
    for (half, origin, axes, _), found in zip(frames, about, strict=True):
        yield _Local((walls.segments[found] - origin) @ axes.T, half, origin, axes)


def _lay_frame(hinge: Floats, tip: Floats) -> tuple[float, Floats, Floats, Floats]:
    """Return a leaf's half length, middle and axes, and the corners of what is looked at about it."""
    span = tip - hinge
    length = max(float(np.hypot(*span)), 1e-6)
    along = span / length
    axes = np.array([along, [-along[1], along[0]]])
    origin = (hinge + tip) / 2
    x, y = length / 2 + _LONG_M + 0.1, _HALF_DEPTH_M
    return length / 2, origin, axes, origin + np.array([[-x, -y], [x, -y], [x, y], [-x, y]]) @ axes


def _make_throat(local: _Local, ends: Floats, thickness: float, closures: list[Floats], quality: int) -> Throat:
    back = [np.asarray(line @ local.axes + local.origin) for line in (closures or [ends])]
    return Throat(ends @ local.axes + local.origin, thickness, tuple(back), quality)


def _between_jambs(local: _Local) -> Throat | None:
    """Shoot across the doorway at every depth at which the walls change; the band that meets both jambs is the wall."""
    levels = np.clip(local.segments[:, :, 1].ravel(), -_HALF_DEPTH_M, _HALF_DEPTH_M).round(4).tolist()
    depths = np.array(sorted({-_HALF_DEPTH_M, *levels, _HALF_DEPTH_M}))
    middles = (depths[1:] + depths[:-1]) / 2
    left, right = _shoot(local.segments, middles)
    lo, hi = local.half - _SHORT_M, local.half + _LONG_M
    met = (right >= lo) & (right <= hi) & (left <= -lo) & (left >= -hi)
    band = _nearest_band(met, depths, left, right)
    if band is None:
        return None
    first, last = band
    rows = slice(first, last + 1)
    return _band_to_throat(local, depths[first : last + 2], left[rows], right[rows])


def _shoot(segments: Floats, depths: Floats) -> tuple[Floats, Floats]:
    """Return for each depth the nearest crossing left and right of the middle (-inf, inf if none)."""
    low, high = segments[:, :, 1].min(axis=1), segments[:, :, 1].max(axis=1)
    crosses = (low[None] < depths[:, None]) & (high[None] > depths[:, None])
    rise = np.where(high - low < 1e-9, 1.0, segments[:, 1, 1] - segments[:, 0, 1])
    share = (depths[:, None] - segments[None, :, 0, 1]) / rise
    at = segments[None, :, 0, 0] + share * (segments[:, 1, 0] - segments[:, 0, 0])
    right = np.where(crosses & (at > 0), at, np.inf).min(axis=1, initial=np.inf)
    left = np.where(crosses & (at <= 0), at, -np.inf).max(axis=1, initial=-np.inf)
    return left, right


def _nearest_band(met: Bools, depths: Floats, left: Floats, right: Floats) -> tuple[int, int] | None:
    """Pick the stretch of depths with steady jambs that the leaf stands in: of those at the leaf, the narrowest."""
    best: tuple[float, float, int, int] | None = None
    for first, last in _steady_runs(met, np.diff(depths), left, right):
        if depths[last + 1] - depths[first] < 0.03:
            continue
        gap = max(float(depths[first]), float(-depths[last + 1]), 0.0)
        width = float(np.median(right[first : last + 1] - left[first : last + 1]))
        rank = (0.0 if gap <= _AT_LEAF_M else gap, width, first, last)
        if gap <= _NEAR_M and (best is None or rank < best):
            best = rank
    return best[2:] if best else None


def _steady_runs(met: Bools, height: Floats, left: Floats, right: Floats) -> list[tuple[int, int]]:
    """Cut the depths at which both jambs are met wherever a jamb jumps; thin intervals neither start nor end a run."""
    runs: list[tuple[int, int]] = []
    rows = np.flatnonzero(met & (height >= _THIN_M)).tolist()
    for row in rows:
        near = runs and height[runs[-1][1] + 1 : row].sum() < _THIN_M
        if near and max(abs(left[row] - left[runs[-1][1]]), abs(right[row] - right[runs[-1][1]])) < _STEP_M:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _band_to_throat(local: _Local, depths: Floats, left: Floats, right: Floats) -> Throat:
    low, high = float(depths[0]), float(depths[-1])
    faces = [t for t in (low, high) if abs(t) < _HALF_DEPTH_M - 1e-6]
    solid = np.flatnonzero((np.diff(depths) >= _SOLID_M) & np.isfinite(left) & np.isfinite(right))
    if not len(solid):
        solid = np.array([int(np.diff(depths).argmax())])
    row = {low: int(solid[0]), high: int(solid[-1]), 0.0: int(solid[len(solid) // 2])}
    # where walls run on along both sides there is no face to close: close at the leaf
    lines = [np.array([[left[row[t]], t], [right[row[t]], t]]) for t in faces or [0.0]]
    closures = [_snap(local.segments, np.nan_to_num(line, posinf=local.half, neginf=-local.half)) for line in lines]
    middle = np.mean(closures, axis=0)
    return _make_throat(local, middle, high - low if len(faces) == 2 else 0.0, closures, 3)


def _snap(segments: Floats, ends: Floats) -> Floats:
    """Move the ends of a closing line onto wall corners within 3 cm, so that noding finds them."""
    corners = segments.reshape(-1, 2)
    distance = np.hypot(*(corners[None] - ends[:, None]).transpose(2, 0, 1))
    nearest = distance.argmin(axis=1)
    return np.where((distance.min(axis=1) < 0.03)[:, None], corners[nearest], ends)


def _between_faces(local: _Local) -> Throat | None:
    """Join wall faces that end on either side at the same depth: walls without end caps, single-line walls."""
    left, right = _ending_faces(local, -1), _ending_faces(local, 1)
    pairs = []
    for a in left:
        level = np.abs(right[:, 1] - a[1])
        if len(level) and level.min() < 0.05:
            pairs.append(np.array([a, right[int(level.argmin())]]))
    pairs = [pair for pair in pairs if np.abs(pair[:, 1]).max() < _HALF_DEPTH_M]
    if not pairs or min(np.abs(pair[:, 1]).min() for pair in pairs) > _NEAR_M:
        return None
    depth = np.array([pair[:, 1].mean() for pair in pairs])
    ends = np.array([[max(p[0, 0] for p in pairs), 0.0], [min(p[1, 0] for p in pairs), 0.0]])
    ends[:, 1] = (depth.min() + depth.max()) / 2
    return _make_throat(local, ends, float(np.ptp(depth)), pairs, 2)


def _ending_faces(local: _Local, side: int) -> Floats:
    """Return the near ends (k, 2) of segments that lead away from the doorway on one side."""
    flip = local.segments * np.array([side, 1.0])
    first = (flip[:, 0, 0] <= flip[:, 1, 0])[:, None]
    near, far = np.where(first, flip[:, 0], flip[:, 1]), np.where(first, flip[:, 1], flip[:, 0])
    step = far - near
    leads = (step[:, 0] > 0.02) & (np.abs(step[:, 1]) < 0.15 * step[:, 0])
    stands = (near[:, 0] > local.half - _SHORT_M) & (near[:, 0] < local.half + _LONG_M)
    ends = sorted(set(map(tuple, near[leads & stands].round(6).tolist())))
    return np.asarray(np.array(ends).reshape(-1, 2) * np.array([side, 1.0]))


def _between_ends(local: _Local) -> Throat | None:
    """Join the wall points nearest to the leaf's two ends, when both are near."""
    if not len(local.segments):
        return None
    lines = segments_to_lines(local.segments)
    ends = np.array([[-local.half, 0.0], [local.half, 0.0]])
    distance = shapely.distance(lines[None], make_points(ends)[:, None])
    if distance.min(axis=1).max() > _NEAR_M:
        return None
    nearest = lines[distance.argmin(axis=1)]
    feet = shapely.get_coordinates(
        shapely.line_interpolate_point(nearest, shapely.line_locate_point(nearest, make_points(ends)))
    )
    if np.hypot(*(feet[1] - feet[0])) < local.half:
        return None
    return _make_throat(local, feet, 0.0, [_snap(local.segments, feet)], 1)
