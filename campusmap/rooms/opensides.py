"""Open sides between room polylines: shared borders along which the drawing has no wall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.lines import Floats, Shapes, lines_to_segments, segment_lengths, segments_to_lines
from campusmap.model.places import OpeningKind
from campusmap.rooms.parts import Doorway

_NEAR_M: Final = 0.25  # rooms this close share a border
_WALL_M: Final = 0.2  # a border with a wall stroke this near is no open side
_WALLED_SHARE: Final = 0.6  # drawings whose walls follow less of the room borders do not draw their walls
_LEAST_M: Final = 0.9
_STEP_M: Final = 0.1  # between the points of a border that are looked at first
_SURE_M: Final = 0.18  # what is as near to a line is within _WALL_M of it, round corners too
_ACROSS_M: Final = 0.5  # half the thickest inner wall and a bit


def find_open_sides(rooms: Sequence[Polygon], walls: Floats, taken: Sequence[Doorway]) -> list[Doorway]:
    """Return one opening for each two rooms whose common border has no wall, glazing or door on 0.9 m or more."""
    shapes: Shapes = np.array(rooms, dtype=object)
    if not len(shapes) or not len(walls):
        return []
    lines: Shapes = np.array([*segments_to_lines(walls), *(doorway.line for doorway in taken)], dtype=object)
    rims = shapely.boundary(shapes)
    if not _may_be_free(shapely.get_parts(rims), lines):
        return []
    solid = shapely.union_all(shapely.buffer(lines, _WALL_M, quad_segs=2), grid_size=0.001)
    free = shapely.difference(rims, solid)
    if shapely.length(free).sum() > (1 - _WALLED_SHARE) * shapely.length(rims).sum():
        return []
    a, b = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=_NEAR_M)
    pairs = sorted((i, j) for i, j in zip(a.tolist(), b.tolist(), strict=True) if i < j)
    sides = [side for i, j in pairs if (side := _open_side(free[i], shapes[j])) is not None]
    tree = shapely.STRtree(segments_to_lines(walls))
    return [
        Doorway(OpeningKind.OPENING, side, _NEAR_M, (side,), certain=False) for side in sides if _is_clear(side, tree)
    ]


def _may_be_free(rings: Shapes, lines: Shapes) -> bool:
    """Tell whether any border has a stretch of half an open side's length without a line near it.

    Looked at in points a step apart, so that lines are united only where there may be something to find.
    """
    sizes = shapely.length(rings)
    counts = np.ceil(sizes / _STEP_M).astype(np.int64)
    ring = np.repeat(np.arange(len(rings)), counts)
    place = np.arange(len(ring)) - np.repeat(np.cumsum(counts) - counts, counts)
    points = shapely.line_interpolate_point(rings[ring], place * (sizes / counts)[ring])
    bare = np.ones(len(points), dtype=np.bool_)
    bare[shapely.STRtree(lines).query(points, predicate="dwithin", distance=_SURE_M)[0]] = False
    after = np.where(place + 1 < counts[ring], np.arange(len(ring)) + 1, np.arange(len(ring)) - place)
    free = bare
    for _ in range(int(_LEAST_M / 2 / _STEP_M) - 1):
        free = bare & free[after]
    return bool(free.any())


def _is_clear(side: LineString, walls: shapely.STRtree) -> bool:
    """Tell whether most of five short lines across the side meet no wall: thick walls are drawn off the border."""
    a, b = shapely.get_coordinates(side)
    across = np.array([-(b - a)[1], (b - a)[0]]) / side.length * _ACROSS_M
    stations = a + np.linspace(0.1, 0.9, 5)[:, None] * (b - a)
    probes = segments_to_lines(np.stack([stations - across, stations + across], axis=1))
    return len(np.unique(walls.query(probes, predicate="intersects")[0])) <= 2


def _open_side(free: BaseGeometry, other: Polygon) -> LineString | None:
    shared = shapely.get_parts(shapely.intersection(free, other.buffer(_NEAR_M, quad_segs=2)))
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shared[shapely.get_type_id(shared) == 1])))
    segments = lines_to_segments(shapely.simplify(merged, 0.05).tolist())
    if not len(segments) or segment_lengths(segments).max() < _LEAST_M:
        return None
    return LineString(segments[segment_lengths(segments).argmax()])
