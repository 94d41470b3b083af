"""Frames round room labels on layers that may hold room outlines: circles, ovals, boxes of one make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.lines import Ints, Shapes, make_points
from campusmap.model.plan import STATED_ROOM, Label, Stroke

_LARGEST: Final = (
    60.0  # a frame's area in squares of its text's height; a room's is larger but for closets; tool default
)
_FRAME_M: Final = 4.0  # the largest frame among walls, corner to corner; tool default
_OF_ONE_MAKE: Final = 3  # so many shapes of one size in heights of their text are frames; tool default
_BESIDE_M: Final = 0.3  # rooms stand no farther from each other than an inner wall is thick; tool default
_SHARED: Final = 0.1  # of a shape's area that two rooms may share; tool default
_ALIKE: Final = 1.1  # sizes of one make differ by less than this factor; tool default


def find_frames(drawn: Sequence[tuple[Stroke, Polygon]], labels: Sequence[Label]) -> set[int]:
    """Return the rows of closed shapes (metres) that frame a text: little larger than it, and all of one make.

    Rooms differ from each other in size; a circle hardly larger than its text is a frame even alone.
    """
    small = _measure_frames(drawn, labels)
    makes = Counter(make for make in small.values())
    near = {k: sum(makes[other] for other in _neighbours(make)) for k, make in small.items()}
    return {k for k, count in near.items() if count >= _OF_ONE_MAKE or drawn[k][0].arc is not None}


def find_area_frames(drawn: Sequence[tuple[Stroke, Polygon]], labels: Sequence[Label]) -> set[int]:
    """Return the rows of shapes on room layers (metres) that frame a text, and have no room beside them as rooms have.

    Small rooms of one size, each hardly larger than its number, are drawn side by side with others.
    """
    frames = sorted(find_frames(drawn, labels))
    framed = set(frames)
    rest: Shapes = np.array([shape for k, (_, shape) in enumerate(drawn) if k not in framed], dtype=object)
    asked: Shapes = np.array([drawn[k][1] for k in frames], dtype=object)
    frame, room = shapely.STRtree(rest).query(asked, predicate="dwithin", distance=_BESIDE_M)
    apart = shapely.area(shapely.intersection(asked[frame], rest[room])) < _SHARED * shapely.area(asked[frame])
    beside = set(frame[apart].tolist())
    return {k for row, k in enumerate(frames) if row not in beside or drawn[k][0].arc is not None}


def find_text_frames(strokes: Sequence[Stroke], labels: Sequence[Label]) -> frozenset[int]:
    """Return the rows of strokes (metres) that frame texts, on layers that hold walls as well."""
    rows = [k for k, s in enumerate(strokes) if s.closed and len(s.points) > 2 and not (s.insert or s.filled)]
    small = [k for k in rows if _is_small(strokes[k])]
    drawn = [(strokes[k], Polygon(strokes[k].points)) for k in small]
    return frozenset(small[k] for k in find_frames(drawn, labels))


def _is_small(stroke: Stroke) -> bool:
    low, high = np.min(stroke.points, axis=0), np.max(stroke.points, axis=0)
    return bool(np.hypot(*(high - low)) < _FRAME_M)


def _measure_frames(drawn: Sequence[tuple[Stroke, Polygon]], labels: Sequence[Label]) -> dict[int, tuple[int, int]]:
    """Return for each shape hardly larger than the text in it its corners and its size in steps of heights."""
    shapes: Shapes = np.array([shape for _, shape in drawn], dtype=object)
    texts = [label for label in labels if label.height > 0]
    if not len(shapes) or not texts:
        return {}
    label, row = shapely.STRtree(shapes).query(make_points([(t.x, t.y) for t in texts]), predicate="within")
    tallest = np.zeros(len(shapes))
    np.maximum.at(tallest, row, np.array([t.height for t in texts])[label])
    size = shapely.area(shapes) / np.maximum(tallest, 1e-9) ** 2
    rows: Ints = np.flatnonzero((tallest > 0) & (size < _LARGEST))
    step = np.rint(np.log(size[rows]) / (2 * np.log(_ALIKE))).astype(int)
    return {
        k: (len(drawn[k][0].points), int(s))
        for k, s in zip(rows.tolist(), step, strict=True)
        if drawn[k][0].kind != STATED_ROOM
    }


def _neighbours(make: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    corners, size = make
    return ((corners, size - 1), make, (corners, size + 1))
