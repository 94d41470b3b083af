"""Lines that run beside each other, as the two faces of a wall do."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely

from campusmap.geometry.lines import Bools, Floats, Ints, segment_lengths, segments_to_lines

_SPACING_M: Final = 0.4  # between the probes along a line
_PROBES: Final = 6000  # at most
_PARALLEL: Final = 0.03  # sine of the angle still taken for parallel


def probe_faces(segments: Floats, apart: tuple[float, float]) -> tuple[Ints, Bools]:
    """Probe segments (n, 2, 2) evenly along their length for a parallel on one side, between two distances off.

    Returns the segment of each probe, and whether there is one on one side and none on the other: treads and hatches
    have one on both.
    """
    length = segment_lengths(segments)
    if not len(segments):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=bool)
    points, owner = _probe(segments, length)
    unit = (segments[:, 1] - segments[:, 0]) / length[:, None]
    normal = np.column_stack([-unit[:, 1], unit[:, 0]])[owner]
    tree = shapely.STRtree(segments_to_lines(segments))
    left, right = (_meets(tree, points, normal * sign, unit, owner, apart) for sign in (1.0, -1.0))
    return owner, left ^ right


def _probe(segments: Floats, length: Floats) -> tuple[Floats, Ints]:
    """Return points spread evenly along the segments, and the segment of each."""
    spacing = max(_SPACING_M, float(length.sum()) / _PROBES)
    ends = np.cumsum(length)
    at = np.arange(spacing / 2, ends[-1], spacing)
    owner = np.searchsorted(ends, at)
    share = 1.0 - (ends[owner] - at) / length[owner]
    points = segments[owner, 0] + share[:, None] * (segments[owner, 1] - segments[owner, 0])
    return points, owner


def _meets(
    tree: shapely.STRtree, points: Floats, ways: Floats, unit: Floats, owner: Ints, apart: tuple[float, float]
) -> Bools:
    """Tell whether a ray from each point meets, between the two distances, a segment parallel to its own."""
    rays = segments_to_lines(np.stack([points + ways * apart[0], points + ways * apart[1]], axis=1))
    ray, other = tree.query(rays, predicate="intersects")
    sine = np.abs(unit[owner[ray], 0] * unit[other, 1] - unit[owner[ray], 1] * unit[other, 0])
    found = np.zeros(len(points), dtype=bool)
    found[ray[(sine < _PARALLEL) & (other != owner[ray])]] = True
    return found
