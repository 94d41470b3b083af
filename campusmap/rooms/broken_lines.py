"""Broken lines among the walls: what is overhead, hidden or an axis is drawn dashed or as a centre line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import shapely

from campusmap.model.plan import Stroke

_MOST: Final = 0.5  # of the length drawn, above which broken lines are an office's way to draw walls; tool default


def find_broken(strokes: Sequence[Stroke]) -> frozenset[int]:
    """Return the rows of the broken strokes, none where most of what is drawn is broken."""
    broken = [k for k, stroke in enumerate(strokes) if stroke.broken]
    if not broken:
        return frozenset()
    length = shapely.length([shapely.LineString(stroke.points) for stroke in strokes])
    return frozenset(broken) if length[broken].sum() < _MOST * length.sum() else frozenset()
