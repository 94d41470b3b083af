"""Evidence for walls that are no pairs of lines: pieces and fills as thin as walls, and glazing in the gaps between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from campusmap.geometry.faces import mean_width
from campusmap.geometry.fills import share_thin
from campusmap.geometry.lines import segment_lengths, segments_to_lines
from campusmap.ingest.dxf_evidence import WALL_M, Array, strokes_to_segments
from campusmap.model.plan import Stroke

_SPREAD: Final = 0.85  # of the drawing's width and height that walls reach over, as shelves do not (tool default)
_THIN: Final = 0.8  # of the length or area drawn that is as thin as a wall (tool default)
_MIN_PIECES: Final = 4
_GRID_M: Final = 0.001
_GLAZED: Final = 0.6  # of the length drawn that stands in gaps of walls, where a layer holds windows (tool default)
_PANE_M: Final = (0.4, 8.0)
_MIN_PANES: Final = 3
_SHORT_M: Final = 0.25  # frames and mullions are shorter and are not judged
_BEYOND_M: Final = 0.25  # a wall goes on this far beyond either end of its window
_BESIDE_M: Final = 0.35  # and no farther beside it
_PARALLEL: Final = 0.1  # sine of the angle still taken for parallel


def hold_wall_pieces(strokes: Sequence[Stroke], spread: Array, metres: float) -> str:
    """Say that closed strokes are pieces of wall: nearly all thin, and together as far across as all that is drawn.

    ``spread`` (2, 2) are the lower left and upper right corner of the drawing, in drawing units. Returns "" otherwise.
    """
    rings = [shapely.Polygon(s.points) for s in strokes if s.closed and s.arc is None and len(s.points) > 3]
    if len(rings) < _MIN_PIECES or not _reach_over(strokes, spread):
        return ""
    shapes = np.array(rings, dtype=object)
    width, length = mean_width(shapes) * metres, shapely.length(shapes)
    thin = (width >= WALL_M[0] * 0.6) & (width <= WALL_M[1])
    total = shapely.length([shapely.LineString(s.points) for s in strokes]).sum()
    share = float(length[thin].sum() / max(total, 1e-9))
    return f"{int(thin.sum())} closed shapes as thin as walls reach over the whole drawing" if share >= _THIN else ""


def hold_wall_fills(strokes: Sequence[Stroke], spreads: Sequence[Array], metres: float) -> str:
    """Say that fills are walls: together thin, and as far across as all that is drawn or as the doors; "" otherwise."""
    fills = [s for s in strokes if s.closed and len(s.points) > 2 and (s.filled or s.kind in ("SOLID", "3DFACE"))]
    if 2 * len(fills) < len(strokes) or not any(_reach_over(fills, spread) for spread in spreads):
        return ""
    loops = [[(x * metres, y * metres) for x, y in s.points] for s in fills]
    owners = [f"#{k}" if s.insert else s.handle or f"#{k}" for k, s in enumerate(fills)]
    if share_thin(loops, owners, WALL_M[1]) < _THIN:
        return ""
    return f"{len(fills)} fills as thin as walls reach over the whole plan"


def find_spread(strokes: Sequence[Stroke], labels: Sequence[tuple[float, float]]) -> Array:
    """Return the corners of what is drawn, leaving out a hundredth at each side: where ``labels`` stand counts, too."""
    points = [point for s in strokes for point in (s.points[0], s.points[len(s.points) // 2])] + list(labels)
    return np.quantile(np.array(points or [(0.0, 0.0)], dtype=np.float64), (0.01, 0.99), axis=0)


def _reach_over(strokes: Sequence[Stroke], spread: Array) -> bool:
    points = np.array([point for s in strokes for point in s.points], dtype=np.float64).reshape(-1, 2)
    if not len(points):
        return False
    low, high = np.maximum(points.min(axis=0), spread[0]), np.minimum(points.max(axis=0), spread[1])
    return bool(np.all(high - low >= _SPREAD * (spread[1] - spread[0])))


def hold_windows(strokes: Sequence[Stroke], walls: Sequence[Stroke], metres: float) -> str:
    """Say that strokes are windows: most run through gaps of walls that go on at both ends; "" otherwise."""
    segments, faces = strokes_to_segments(strokes) * metres, strokes_to_segments(walls, fills=True) * metres
    faces = faces[segment_lengths(faces) > _GRID_M]
    length = segment_lengths(segments)
    asked = length >= _SHORT_M
    segments, length = segments[asked], length[asked]
    if not len(segments) or not len(faces):
        return ""
    panes = (length >= _PANE_M[0]) & (length <= _PANE_M[1]) & _go_on_as_wall(segments, length, faces)
    found = int(panes.sum())
    if found < _MIN_PANES or length[panes].sum() < _GLAZED * length.sum():
        return ""
    return f"{found} lines run through gaps in the walls"


def _go_on_as_wall(segments: Array, length: Array, faces: Array) -> NDArray[np.bool_]:
    """Tell which segments have a wall's face beside their line beyond both ends, and none beside their middle."""
    unit = (segments[:, 1] - segments[:, 0]) / length[:, None]
    tree = shapely.STRtree(segments_to_lines(faces))
    way = faces[:, 1] - faces[:, 0]
    way /= segment_lengths(faces)[:, None]
    ends = (segments[:, 0] - unit * _BEYOND_M, segments[:, 1] + unit * _BEYOND_M)
    first, last = (_beside(tree, way, points, unit) for points in ends)
    return first & last & ~_beside(tree, way, segments.mean(axis=1), unit)


def _beside(tree: shapely.STRtree, way: Array, points: Array, unit: Array) -> NDArray[np.bool_]:
    row, face = tree.query(shapely.points(points), predicate="dwithin", distance=_BESIDE_M)
    sine = np.abs(unit[row, 0] * way[face, 1] - unit[row, 1] * way[face, 0])
    found = np.zeros(len(points), dtype=bool)
    found[row[sine < _PARALLEL]] = True
    return found
