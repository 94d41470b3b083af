"""Curves so small that the flattening tolerance leaves no shape to them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from campusmap.ingest.dxf_curve import XYZ, Curve

SPECK_POINTS: Final = 8  # that are kept of a speck (tool default)


def thin_specks(curves: list[Curve], tolerance: float) -> list[Curve]:
    """Keep some of the points of curves no larger than the tolerance, which then stray no further than any curve.

    Handles, screws and gaskets drawn true to life would otherwise take most of the room and time.
    """
    for curve in curves:
        if len(curve.points) > SPECK_POINTS and is_speck(curve.points, tolerance):
            kept = curve.points[:: math.ceil(len(curve.points) / SPECK_POINTS)]
            curve.points = kept if curve.closed else [*kept, curve.points[-1]]
    return curves


def is_speck(points: Sequence[XYZ], size: float) -> bool:
    """Tell whether points lie in a square of a size."""
    xs, ys, _ = zip(*points, strict=True)
    return bool(max(xs) - min(xs) <= size and max(ys) - min(ys) <= size)
