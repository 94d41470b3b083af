"""Measure how far apart parallel lines run: what makes strokes look like walls."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from campusmap.geometry.lines import segments_to_lines
from campusmap.model.plan import Stroke

SAMPLE: Final = 3000  # segments; enough for a share, and bounds the work (tool default)
PARALLEL: Final = 0.02  # sine of the angle still taken for parallel, about 1 degree (tool default)
Array = NDArray[np.float64]


def wall_thicknesses(strokes: Sequence[Stroke]) -> tuple[float, ...]:
    """Return, for a sample of the longer segments, the distance to the next parallel one beside it."""
    return tuple(gap for gap in segment_gaps(long_segments(strokes)).tolist() if np.isfinite(gap))


def long_segments(strokes: Sequence[Stroke]) -> Array:
    """Return the longer half of all straight segments as rows x0, y0, x1, y1, evenly thinned to SAMPLE."""
    rows: list[tuple[float, float, float, float]] = []
    for s in strokes[:: max(1, len(strokes) // (8 * SAMPLE))]:
        if s.arc is None and not s.filled and len(s.points) < 64:
            rows += ((*a, *b) for a, b in pairwise(s.path))
    segments = np.array(rows, dtype=np.float64).reshape(-1, 4)
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    segments = segments[(lengths >= np.median(lengths)) & (lengths > 0.0)] if len(lengths) else segments
    return segments[:: max(1, len(segments) // SAMPLE)]


def segment_gaps(segments: Array) -> Array:
    """Return each segment's distance to the nearest parallel one that runs beside it, infinity if there is none."""
    gaps = np.full(len(segments), np.inf)
    if len(segments) < 2:
        return gaps
    starts, ends = segments[:, :2], segments[:, 2:]
    along = ends - starts
    lengths = np.hypot(along[:, 0], along[:, 1])
    unit = along / lengths[:, None]
    middles = (starts + ends) / 2.0
    tree = shapely.STRtree(segments_to_lines(segments.reshape(-1, 2, 2)))
    reach = float(np.median(lengths))
    one, other = tree.query(shapely.points(middles), predicate="dwithin", distance=reach)
    one, other = one[one != other], other[one != other]
    sine = np.abs(unit[one, 0] * unit[other, 1] - unit[one, 1] * unit[other, 0])
    offset = middles[one] - starts[other]
    beside = np.einsum("ij,ij->i", offset, unit[other])
    across = np.abs(offset[:, 0] * unit[other, 1] - offset[:, 1] * unit[other, 0])
    fits = (sine < PARALLEL) & (beside > 0.0) & (beside < lengths[other]) & (across > lengths[one] * 1e-3)
    np.minimum.at(gaps, one[fits], across[fits])
    return gaps
