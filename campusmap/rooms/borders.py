"""Where the border between two rooms may run when no line draws it: necks, gaps, and walls carried on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import GRID_M, close_shapes, largest_polygon, neck_chords, open_shapes
from campusmap.geometry.lines import Floats, cast_rays, near_pairs, paths_to_segments, segments_to_lines
from campusmap.rooms.parts import Doorway

# Neck widths. Source: trial on ten real floors, erosion by half of 0.95 m and of 1.25 m; then wider openings.
NECKS_M: Final = (0.95, 1.25, 1.85, 2.5, 3.1, 3.7)
_WALL_M: Final = 0.4  # shorter edges are jambs and nibs, whose extensions mean nothing; tool default
_CAP_M: Final = 0.08  # unless two of them face each other: the ends of two walls side by side; tool default
_BUMP_M: Final = 0.3  # mullions, pilasters and frames up to this size do not end a wall; tool default
_CRUMB_M: Final = 0.21  # half the length of the longest of them; tool default
_SLIVER_M: Final = 0.03
_REACH_M: Final = 14.0  # the longest gap between two walls that face each other; tool default
_DEAREST_M: Final = 8.0  # the longest extension of one wall; tool default
_ASIDE_M: Final = 0.35  # walls that face each other run on within a wall's thickness of one line; tool default
_ENDS: Final = 0.25  # a gap between the two ends of one wall counts for a quarter: it is an opening or nothing
_FACING: Final = 0.5  # such a border counts for half its length: both its ends bear witness


@dataclass(frozen=True, slots=True)
class Border:
    """A possible border, wall to wall; ``cost`` is its open length in metres, less where both its ends vouch for it."""

    line: LineString
    cost: float


@dataclass(frozen=True, slots=True)
class Corners:
    """Corners (n, 2) at which an edge of the given length ends in the open, and the way on (n, 2)."""

    at: Floats
    way: Floats
    length: Floats


def gap_borders(gaps: Sequence[Doorway]) -> list[Border]:
    """Return the borders along bare gaps: between wall ends face to face, or from a wall's end to another wall."""
    return [Border(gap.line, (_ENDS if gap.certain else _FACING) * float(gap.line.length)) for gap in gaps]


def neck_borders(face: Polygon, width: float) -> list[Border]:
    """Return the borders across the necks of a face that are narrower than ``width``."""
    return [Border(chord, _FACING * float(chord.length)) for chord in neck_chords(face, width)]


def wall_borders(face: Polygon) -> list[Border]:
    """Carry walls on beyond the corners at which they end in the open: to the end of another wall, or to any wall."""
    smooth = _smooth(face)
    corners = _open_corners(smooth)
    return [*_facing_borders(smooth, corners), *_extension_borders(smooth, corners)]


def _facing_borders(face: Polygon, corners: Corners) -> list[Border]:
    """Join corners whose walls point at each other, ends of walls side by side included."""
    pairs = near_pairs(corners.at, _REACH_M)
    a, b = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
    gap = corners.at[b] - corners.at[a]
    size = np.hypot(*gap.T)
    along, across = (gap * corners.way[a]).sum(axis=1), np.abs((gap * corners.way[a][:, ::-1] * [1, -1]).sum(axis=1))
    opposite = (corners.way[a] * corners.way[b]).sum(axis=1) < -0.99
    good = opposite & (along > _CAP_M) & (across < np.minimum(_ASIDE_M, 0.1 * size))
    lines = segments_to_lines(np.stack([corners.at[a[good]], corners.at[b[good]]], axis=1))
    room = shapely.buffer(face, 0.01, join_style="mitre")
    shapely.prepare(room)
    clear = shapely.covers(room, lines)
    return [
        Border(line, _FACING * float(width))
        for line, width in zip(lines[clear].tolist(), size[good][clear], strict=True)
    ]


def _extension_borders(face: Polygon, corners: Corners) -> list[Border]:
    """Carry long walls on until they meet another wall."""
    long = corners.length >= _WALL_M
    starts, ways = corners.at[long], corners.way[long]
    distance, _ = cast_rays(starts + ways * 0.001, ways, _DEAREST_M, rings_to_segments(face))
    hit = np.isfinite(distance) & (distance > 0.05)
    starts, ways, distance = starts[hit], ways[hit], distance[hit]
    ends = starts + ways * (distance + _BUMP_M)[:, None]
    lines = segments_to_lines(np.stack([starts - ways * 0.002, ends], axis=1)).tolist()
    return [Border(line, float(price)) for line, price in zip(lines, distance, strict=True)]


def _smooth(face: Polygon) -> Polygon:
    """Fill in niches and take off mullions and pilasters, so that walls run straight."""
    niches = _crumbs(shapely.difference(face, open_shapes(face, _BUMP_M)))
    bumps = _crumbs(shapely.difference(close_shapes(face, _BUMP_M), face))
    plain = largest_polygon(shapely.union_all([shapely.difference(face, niches), bumps], grid_size=GRID_M))
    return largest_polygon(plain.simplify(0.03))


def _crumbs(shape: BaseGeometry) -> BaseGeometry:
    """Return the parts of a shape that are short all ways: a stub of wall is none."""
    parts = shapely.get_parts(shapely.get_parts(open_shapes(shape, _SLIVER_M)))
    return shapely.union_all(parts[shapely.minimum_bounding_radius(parts) < _CRUMB_M])


def _open_corners(face: Polygon) -> Corners:
    """Return the corners at which edges end with open floor ahead."""
    at, way, sizes = [np.empty((0, 2))], [np.empty((0, 2))], [np.empty(0)]
    for ring in _rings(face):
        corners = ring[:-1]
        before, after = corners - np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0) - corners
        turn = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
        reflex = turn > 0.1 * np.hypot(*before.T) * np.hypot(*after.T)  # the inside lies right of every ring
        for step, flip in ((before, 1.0), (after, -1.0)):
            length = np.hypot(*step.T)
            good = reflex & (length >= _CAP_M)
            at.append(corners[good])
            way.append(flip * step[good] / length[good][:, None])
            sizes.append(length[good])
    return Corners(np.concatenate(at), np.concatenate(way), np.concatenate(sizes))


def _rings(face: Polygon) -> list[Floats]:
    """Return the rings in GEOS's normal form, in which the inside lies right of every ring."""
    normal = shapely.normalize(face)
    return [shapely.get_coordinates(ring) for ring in (normal.exterior, *normal.interiors)]


def rings_to_segments(face: Polygon) -> Floats:
    """Cut a face's outline into segments (n, 2, 2)."""
    return paths_to_segments([list(map(tuple, ring)) for ring in _rings(face)])[0]
