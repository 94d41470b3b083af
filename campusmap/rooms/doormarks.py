"""Numbers that are dressed alike and stand at the doors: door tags on the layer of the room numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.lines import Shapes, make_points
from campusmap.model.plan import Stroke
from campusmap.rooms.marks import Mark

_AT_DOOR_M: Final = 1.0  # a door's tag stands this near its leaf or swing; tool default
_MOST: Final = 0.8  # of the numbers of one dress stand at doors, where they are door tags; tool default
_FEW: Final = 0.5  # and of the numbers of all other dresses fewer than this; tool default
_LEAST: Final = 3  # numbers of a dress; fewer may stand at doors by chance
_FRAME: Final = 4.0  # the longest frame, in heights of its text, from its middle; tool default

Dress = tuple[int, int]  # text height in steps of a tenth, corners of the frame (0 for a circle, -1 for none)


def find_door_tags(
    marks: Sequence[Mark], rings: Sequence[Stroke], doors: Sequence[Stroke], believed: Sequence[Mark] = ()
) -> set[int]:
    """Return the rows of marks whose dress (text height and frame) is found at doors, while other numbers are not.

    Without a frame nothing tells a door's number from that of a small room. ``believed`` are numbers that blocks state.
    """
    asked, marks = len(marks), (*marks, *believed)
    if not doors or len(marks) < 2 * _LEAST:
        return set()
    dresses = _dress(marks, rings)
    points = make_points([(m.label.x, m.label.y) for m in marks])
    tree = shapely.STRtree([shapely.LineString(stroke.points) for stroke in doors])
    at_door = np.zeros(len(marks), dtype=bool)
    at_door[tree.query(points, predicate="dwithin", distance=_AT_DOOR_M)[0]] = True
    groups: dict[Dress, list[int]] = defaultdict(list)
    for k, dress in enumerate(dresses):
        groups[dress].append(k)
    framed = [rows for (_, corners), rows in groups.items() if corners >= 0 and len(rows) >= _LEAST]
    tags = [rows for rows in framed if at_door[rows].mean() >= _MOST]
    found = {k for rows in tags for k in rows}
    rest = [k for k in range(len(marks)) if k not in found]
    told = len(rest) >= _LEAST and at_door[rest].mean() < _FEW
    return {k for k in found if k < asked} if told else set()


def _dress(marks: Sequence[Mark], rings: Sequence[Stroke]) -> list[Dress]:
    """Return each mark's text height, by powers of 1.1, and the corners of the smallest ring round it."""
    rings = [s for s in rings if len(s.points) > 2]
    frames: Shapes = np.array([shapely.Polygon(s.points) for s in rings], dtype=object)
    points = make_points([(m.label.x, m.label.y) for m in marks])
    mark, frame = shapely.STRtree(frames).query(points, predicate="within")
    radius = dict(zip(frame.tolist(), shapely.minimum_bounding_radius(frames[frame]).tolist(), strict=True))
    nearest: dict[int, int] = {}
    for m, f in zip(mark.tolist(), frame.tolist(), strict=True):
        small = radius[f] <= _FRAME * max(marks[m].label.height, 1e-6)
        if small and (m not in nearest or radius[f] < radius[nearest[m]]):
            nearest[m] = f
    heights = np.round(np.log(np.maximum([m.label.height for m in marks], 1e-6)) / np.log(1.1)).astype(int)
    corners = {m: 0 if rings[f].arc is not None else len(rings[f].points) for m, f in nearest.items()}
    return [(int(heights[k]), corners.get(k, -1)) for k in range(len(marks))]
