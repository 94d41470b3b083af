"""How much repairing a shape would cost, counted before it is tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from shapely import STRtree, get_coordinates, linestrings
from shapely.geometry.base import BaseGeometry

MAX_VERTICES: Final = 5_000  # of a shape that has to be repaired (tool default)
# Repairing takes time and memory with the square of a shape's crossings: 1.1 s for a ring through 500 random points,
# a third of whose 125,000 pairs of segments lie so that they may cross; an honest outline has a few a corner.
MAX_PAIRS: Final = 60_000
MAX_PAIRS_OF_FILE: Final = 300_000
_SAMPLE: Final = 256  # segments by which the pairs are estimated


@dataclass(slots=True)
class Effort:
    """What may still be spent on repairing the shapes of one file, in pairs of segments that may cross."""

    left: int = MAX_PAIRS_OF_FILE

    def spend_on(self, geometry: BaseGeometry) -> str:
        """Return why a shape is not worth repairing, "" if it is, which is then taken off what is left."""
        coords = get_coordinates(geometry)
        if len(coords) >= MAX_VERTICES:
            return f"its outline crosses itself and is too long to repair ({len(coords):,} vertices)"
        pairs = count_pairs(geometry)
        if pairs > min(MAX_PAIRS, self.left):
            what = (
                "its outline crosses itself"
                if pairs > MAX_PAIRS
                else "its outline, like many before it, crosses itself"
            )
            return f"{what} and is too tangled to repair"
        self.left -= pairs
        return ""


def count_pairs(geometry: BaseGeometry) -> int:
    """Estimate how many pairs of a shape's segments overlap in both axes, neighbours left out."""
    coords = get_coordinates(geometry)  # the segments that lead from ring to ring are few
    segments: Any = linestrings(np.stack((coords[:-1], coords[1:]), axis=1))
    sample = segments[:: max(1, len(segments) // _SAMPLE)]
    found = int(STRtree(segments).query(sample).shape[1])
    return max(0, (found - 3 * len(sample)) * len(segments) // (2 * len(sample)))
