"""Segments as (n, 2, 2) arrays: weld, extend, cast rays, find arcs in flattened curves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

Shapes = NDArray[np.object_]

NO_SEGMENTS: Floats = np.empty((0, 2, 2))
_AIMED: Final = 0.995  # cosine of the angle by which a line may miss the corner it was to reach; tool default


def gather_points(points: Sequence[tuple[float, float]]) -> Floats:
    """Return points as an array (n, 2), in a third of the time that ``np.array`` takes."""
    return np.fromiter(chain.from_iterable(points), dtype=np.float64, count=2 * len(points)).reshape(-1, 2)


def paths_to_segments(paths: Iterable[Sequence[tuple[float, float]]]) -> tuple[Floats, Ints]:
    """Cut point lists into segments (n, 2, 2), with the index of the path that each came from."""
    arrays = [np.asarray(path, dtype=np.float64).reshape(-1, 2) for path in paths]
    if not arrays:
        return NO_SEGMENTS, np.empty(0, dtype=np.int64)
    points = np.concatenate(arrays)
    owner = np.repeat(np.arange(len(arrays)), [len(a) for a in arrays])
    inside = owner[1:] == owner[:-1]
    segments = np.stack([points[:-1], points[1:]], axis=1)[inside]
    return segments, owner[1:][inside]


def segments_to_lines(segments: Floats) -> Shapes:
    """Make one straight shapely line of each segment (n, 2, 2)."""
    return np.asarray(shapely.linestrings(segments), dtype=object).reshape(-1)


def make_points(points: Floats | Sequence[tuple[float, float]]) -> Shapes:
    """Make shapely points of coordinates (n, 2)."""
    return np.asarray(shapely.points(np.asarray(points, dtype=np.float64).reshape(-1, 2)), dtype=object).reshape(-1)


def lines_to_segments(lines: Iterable[LineString]) -> Floats:
    """Cut shapely lines into segments (n, 2, 2)."""
    points, owner = shapely.get_coordinates(np.array(list(lines), dtype=object), return_index=True)
    return np.asarray(np.stack([points[:-1], points[1:]], axis=1)[owner[1:] == owner[:-1]], dtype=np.float64)


def segment_lengths(segments: Floats) -> Floats:
    """Return the length of each segment."""
    return np.asarray(np.hypot(*(segments[:, 1] - segments[:, 0]).T), dtype=np.float64)


def link_pairs(count: int, pairs: NDArray[Any]) -> tuple[int, Ints]:
    """Number the connected components of ``count`` things linked by index pairs (m, 2), in the order of their firsts.

    Method: each thing points at a lower one that it is linked to, chains of pointers are cut short, and so again until
    linked things point at the same. (SciPy does the same, but takes longer to import than most drawings to read.)
    """
    lowest = np.arange(count)
    a, b = np.asarray(pairs[:, 0], dtype=np.int64), np.asarray(pairs[:, 1], dtype=np.int64)
    while len(a):
        low, high = np.minimum(lowest[a], lowest[b]), np.maximum(lowest[a], lowest[b])
        apart = low != high
        a, b = a[apart], b[apart]
        np.minimum.at(lowest, high[apart], low[apart])
        while (shorter := lowest[lowest] != lowest).any():
            lowest[shorter] = lowest[lowest[shorter]]
    firsts, labels = np.unique(lowest, return_inverse=True)
    return len(firsts), np.asarray(labels, dtype=np.int64)


def near_pairs(points: Floats, reach: float) -> Ints:
    """Return the index pairs (k, 2), the lower first, of points (n, 2) that lie within ``reach`` of each other.

    Method: a sweep along a slanting line, on which the points of upright and level walls do not fall together.
    """
    along = points @ np.array([0.8, 0.6])
    order = np.argsort(along, kind="stable")
    along, points = along[order], points[order]
    found = [np.empty((0, 2), dtype=np.int64)]
    for step in range(1, len(points)):
        first = np.flatnonzero(along[step:] - along[:-step] <= reach)
        if not len(first):
            break
        first = first[np.hypot(*(points[first + step] - points[first]).T) <= reach]
        found.append(np.column_stack([order[first], order[first + step]]))
    return np.sort(np.concatenate(found), axis=1)


def weld_ends(segments: Floats, tolerance: float) -> Floats:
    """Move ends that lie within ``tolerance`` of each other, chains included, to their mean.

    Segments that shrink to nothing and repeated ones are dropped; the order is that of their ends.
    """
    if not len(segments):
        return segments
    ends, place, _ = unique_points(segments)
    pairs = near_pairs(ends, tolerance)
    total, label = link_pairs(len(ends), pairs)
    weight = np.bincount(label, minlength=total)
    means = np.stack([np.bincount(label, ends[:, axis], total) / weight for axis in (0, 1)], axis=1)
    index = np.sort(label[place].reshape(-1, 2), axis=1)
    both = np.unique(index[:, 0] * total + index[:, 1])
    first, last = np.divmod(both, total)
    index = np.column_stack([first, last])[first != last]
    return np.asarray(means[index], dtype=np.float64)


def unique_points(points: Floats) -> tuple[Floats, Ints, Ints]:
    """Return the different points (n, 2), sorted by x and y, which of them each point is, and how often each comes.

    Taken for complex numbers, for NumPy sorts rows ten times as slowly.
    """
    numbers = np.ascontiguousarray(points, dtype=np.float64).view(np.complex128).ravel()
    found, place, count = np.unique(numbers, return_inverse=True, return_counts=True)
    return found.view(np.float64).reshape(-1, 2), np.asarray(place, dtype=np.int64).ravel(), count


def loose_ends(segments: Floats) -> tuple[Ints, Ints]:
    """Find ends that no other segment shares: (segment index, 0 or 1). Ends must be welded."""
    _, place, count = unique_points(segments)
    loose = np.flatnonzero(count[place] == 1)
    return loose // 2, loose % 2


def cast_rays(origins: Floats, directions: Floats, reach: float, segments: Floats) -> tuple[Floats, Ints]:
    """Return the distance to, and the index of, the first segment that each ray meets; (inf, -1) if none.

    ``directions`` are unit vectors. What lies within a micrometre of the origin is passed over.
    """
    distance = np.full(len(origins), np.inf)
    target = np.full(len(origins), -1, dtype=np.int64)
    if not len(origins) or not len(segments):
        return distance, target
    rays = shapely.linestrings(np.stack([origins, origins + directions * reach], axis=1))
    ray, wall = shapely.STRtree(segments_to_lines(segments)).query(rays, predicate="intersects")
    along = _ray_parameters(origins[ray], directions[ray], segments[wall])
    usable = (along > 1e-6) & (along <= reach)
    ray, wall, along = ray[usable], wall[usable], along[usable]
    order = np.lexsort((wall, along, ray))
    first = np.unique(ray[order], return_index=True)[1]
    distance[ray[order][first]] = along[order][first]
    target[ray[order][first]] = wall[order][first]
    return distance, target


def _ray_parameters(origins: Floats, directions: Floats, segments: Floats) -> Floats:
    start, step = segments[:, 0], segments[:, 1] - segments[:, 0]
    gap = start - origins
    cross = directions[:, 0] * step[:, 1] - directions[:, 1] * step[:, 0]
    flat = np.abs(cross) < 1e-12
    along = (gap[:, 0] * step[:, 1] - gap[:, 1] * step[:, 0]) / np.where(flat, 1.0, cross)
    near = np.minimum((gap * directions).sum(axis=1), ((segments[:, 1] - origins) * directions).sum(axis=1))
    return np.asarray(np.where(flat, near, along), dtype=np.float64)


def extend_loose_ends(segments: Floats, reach: float, overshoot: float) -> tuple[Floats, Floats]:
    """Lengthen loose ends until they meet another segment within ``reach``.

    Every loose end also grows by ``overshoot``, so that an end that falls short of a T-junction, or that floating
    point put beside it, crosses it. Returns the segments and the healed gaps (k, 3): x, y of the end, length.
    """
    if not len(segments):
        return segments, np.empty((0, 3))
    row, side = loose_ends(segments)
    ends, other = segments[row, side], segments[row, 1 - side]
    ahead = ends - other
    ahead = ahead / np.maximum(np.hypot(*ahead.T), 1e-12)[:, None]
    distance, _ = cast_rays(ends, ahead, reach, segments)
    hit = np.isfinite(distance)
    grown = segments.copy()
    grown[row, side] = ends + ahead * (np.where(hit, distance, 0.0) + overshoot)[:, None]
    healed = hit & (distance > overshoot)
    return grown, np.column_stack([ends[healed], distance[healed]])


def join_loose_ends(segments: Floats, reach: float) -> Floats:
    """Return the segments (k, 2, 2) that join loose ends to their loose neighbours within ``reach``.

    A corner whose two lines both fall short has no line ahead that a ray could meet.
    """
    if not len(segments):
        return NO_SEGMENTS
    row, side = loose_ends(segments)
    ends = segments[row, side]
    if len(ends) < 2:
        return NO_SEGMENTS
    pairs = near_pairs(ends, reach)
    pairs = pairs[row[pairs[:, 0]] != row[pairs[:, 1]]]
    return np.asarray(ends[pairs[np.lexsort(pairs.T)]], dtype=np.float64).reshape(-1, 2, 2)


def reach_corners(segments: Floats, reach: float) -> Floats:
    """Return the segments (k, 2, 2) that lead loose ends on to the nearest corner of others within ``reach``.

    A ray that is aimed at a corner, as where a wall's face stops short of its jamb, may pass it by a rounding error.
    """
    row, side = loose_ends(segments)
    if not len(row):
        return NO_SEGMENTS
    ends, tails = segments[row, side], segments[row, 1 - side]
    ahead = (ends - tails) / np.maximum(np.hypot(*(ends - tails).T), 1e-12)[:, None]
    corners, _, count = unique_points(segments)
    corners = corners[count > 1]
    end, corner = shapely.STRtree(make_points(corners)).query(make_points(ends), "dwithin", reach)
    gap = corners[corner] - ends[end]
    size = np.hypot(*gap.T)
    aimed = (gap * ahead[end]).sum(axis=1) > _AIMED * size
    end, corner, size = end[aimed], corner[aimed], size[aimed]
    order = np.lexsort((corner, size, end))
    first = order[np.unique(end[order], return_index=True)[1]]
    return np.asarray(np.stack([ends[end[first]], corners[corner[first]]], axis=1), dtype=np.float64)


def face_loose_ends(segments: Floats, shortest: float, longest: float) -> Floats:
    """Return the segments (k, 2, 2) between loose ends that point at each other, within 6 degrees, over a gap."""
    row, side = loose_ends(segments)
    if len(row) < 2:
        return NO_SEGMENTS
    ends, tails = segments[row, side], segments[row, 1 - side]
    ahead = (ends - tails) / np.maximum(np.hypot(*(ends - tails).T), 1e-12)[:, None]
    pairs = near_pairs(ends, longest)
    a, b = pairs[np.lexsort(pairs.T)].T
    gap = ends[b] - ends[a]
    width = np.hypot(*gap.T)
    unit = gap / np.maximum(width, 1e-12)[:, None]
    facing = ((ahead[a] * unit).sum(axis=1) > 0.995) & ((ahead[b] * unit).sum(axis=1) < -0.995)
    good = facing & (width >= shortest)
    return np.stack([ends[a[good]], ends[b[good]]], axis=1)


def cap_loose_ends(segments: Floats, reach: float) -> Floats:
    """Return the segments (k, 2, 2) that join loose ends, at a right angle, to what runs beside them in ``reach``."""
    row, side = loose_ends(segments)
    if not len(row):
        return NO_SEGMENTS
    ends = segments[row, side]
    ahead = ends - segments[row, 1 - side]
    ahead = ahead / np.maximum(np.hypot(*ahead.T), 1e-12)[:, None]
    left = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    ways = np.concatenate([left, -left])
    distance, _ = cast_rays(np.concatenate([ends, ends]), ways, reach, segments)
    distance, ways = distance.reshape(2, -1), ways.reshape(2, -1, 2)
    near = distance.argmin(axis=0)
    pick = np.arange(len(ends))
    hit = np.isfinite(distance[near, pick])
    feet = ends + ways[near, pick] * np.where(hit, distance[near, pick], 0.0)[:, None]
    return np.asarray(np.stack([ends, feet], axis=1)[hit], dtype=np.float64)


def find_arcs(points: Floats) -> list[tuple[int, int, Floats, float]]:
    """Find circular runs in a flattened curve: (first, last point index, centre, radius).

    A run is four or more points that turn the same way by nearly the same angle over nearly equal chords.
    """
    if len(points) < 4:
        return []
    step = np.diff(points, axis=0)
    length = np.hypot(*step.T)
    turn = np.arctan2(step[:-1, 0] * step[1:, 1] - step[:-1, 1] * step[1:, 0], (step[:-1] * step[1:]).sum(axis=1))
    alike = (np.abs(length[1:] / np.maximum(length[:-1], 1e-12) - 1) < 0.05) & (np.abs(turn) > 0.01)
    runs: list[tuple[int, int, Floats, float]] = []
    start = 0
    while start < len(turn):
        stop = start
        while stop < len(turn) and alike[stop] and abs(turn[stop] - turn[start]) < 0.02 + 0.05 * abs(turn[start]):
            stop += 1
        if stop - start >= 2:
            centre, radius = _circle(points[start], points[(start + stop + 1) // 2], points[stop + 1])
            runs.append((start, stop + 1, centre, radius))
        start = max(stop, start + 1)
    return runs


def _circle(a: Floats, b: Floats, c: Floats) -> tuple[Floats, float]:
    rows = 2 * np.array([b - a, c - a])
    centre = np.linalg.solve(rows, np.array([b @ b - a @ a, c @ c - a @ a])) if abs(np.linalg.det(rows)) > 1e-9 else a
    return centre, float(np.hypot(*(a - centre)))
