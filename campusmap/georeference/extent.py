"""How far a plan reaches, whatever stray points it holds."""

from __future__ import annotations

from itertools import chain

import numpy as np

from campusmap.model.plan import Plan

Box = tuple[float, float, float, float]


def plan_extent(plan: Plan, window: Box | None = None) -> Box | None:
    """Return (x_min, y_min, x_max, y_max) in drawing units of what is drawn in the window; None when nothing is.

    The outermost hundredth of the points on each side is left out, so that one stray point a mile off counts
    for nothing (tool default).
    """
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(s.points for s in plan.strokes)), dtype=np.float64)
    points = flat.reshape(-1, 2)
    if window is not None:
        inside = (points >= window[:2]).all(axis=1) & (points <= window[2:]).all(axis=1)
        points = points[inside]
    if len(points) == 0:
        return None
    low, high = np.percentile(points, [1, 99], axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def box_corners(box: Box) -> list[tuple[float, float]]:
    """Return the four corners, counter-clockwise from the lower left."""
    x_min, y_min, x_max, y_max = box
    return [(x_min, y_min), (x_max, y_min), (x_max, y_max), (x_min, y_max)]
