"""One flattened curve, told whether it closes and whether it is an arc."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from campusmap.ingest.dxf_arcs import MAX_STEP_DEG, MAX_VERTICES

XYZ = tuple[float, float, float]


@dataclass(slots=True)
class Curve:
    """One flattened curve; ``centre`` is set for circular arcs. A closed curve does not repeat its first point.

    Programs that export through other formats draw door swings as polylines or splines: those count as arcs, too.
    """

    kind: str
    layer: str
    handle: str
    points: list[XYZ]
    closed: bool = False
    filled: bool = False
    centre: XYZ | None = None
    linetype: str = ""  # "" is the layer's own


def close_curve(curve: Curve) -> Curve:
    """Mark a curve that ends where it began as closed, and drop the repeated point; find an open one's centre.

    Two points close nothing.
    """
    if len(curve.points) > 3 and curve.points[0] == curve.points[-1]:
        curve.points.pop()
        curve.closed = True
    curve.closed = curve.closed and len(curve.points) > 2
    if curve.centre is None and not curve.closed and len(curve.points) > 2:
        curve.centre = quarter_centre(curve.points)
    return curve


MIN_POINTS: Final = 5  # of a curve that is taken for a circular arc (tool default)
RISES: Final = (0.12, 0.31)  # height by width of an arc of 55 to 127 degrees
TURNS_DEG: Final = (55.0, 125.0)  # a door's swing, and a little more
ROUND: Final = 0.01  # share of the radius by which a point may be off (tool default)


def quarter_centre(points: Sequence[XYZ]) -> XYZ | None:
    """Return the centre of an open chain that traces about a quarter of a circle in steps of 30 degrees or less."""
    if not MIN_POINTS <= len(points) <= MAX_VERTICES:
        return None
    (x0, y0, z), (x1, y1, _), (x2, y2, _) = points[0], points[len(points) // 2], points[-1]
    chord = math.hypot(x2 - x0, y2 - y0)
    if chord == 0.0 or not RISES[0] < math.hypot(x1 - (x0 + x2) / 2, y1 - (y0 + y2) / 2) / chord < RISES[1]:
        return None
    twice = 2.0 * ((x1 - x0) * (y2 - y0) - (y1 - y0) * (x2 - x0))
    if twice == 0.0:
        return None
    one, two = (x1 - x0) ** 2 + (y1 - y0) ** 2, chord**2
    x = x0 + ((y2 - y0) * one - (y1 - y0) * two) / twice
    y = y0 + ((x1 - x0) * two - (x2 - x0) * one) / twice
    return (x, y, z) if _runs_round(points, x, y, math.copysign(1.0, twice)) else None


def _runs_round(points: Sequence[XYZ], x: float, y: float, turn: float) -> bool:
    """Tell whether all points lie on one circle, each a small step further the same way (1 left, -1 right)."""
    radius = math.hypot(points[0][0] - x, points[0][1] - y)
    if any(abs(math.hypot(px - x, py - y) - radius) > ROUND * radius for px, py, _ in points):
        return False
    angles = [math.atan2(py - y, px - x) for px, py, _ in points]
    steps = [math.degrees(turn * (b - a)) % 360.0 for a, b in pairwise(angles)]
    return max(steps) <= 2 * MAX_STEP_DEG + 1.0 and TURNS_DEG[0] <= sum(steps) <= TURNS_DEG[1]


def split_symbol(curve: Curve) -> list[Curve]:
    """Part a door drawn in one go, from its hinge along the leaf and back round the swing, into leaf and swing."""
    count = len(curve.points)
    if curve.kind not in ("LWPOLYLINE", "POLYLINE") or curve.centre is not None or not 6 <= count <= MAX_VERTICES:
        return [curve]
    for points in (curve.points, curve.points[::-1]):
        hinge, tip = points[0], points[1]
        centre = quarter_centre(points[1:])
        leaf = math.dist(hinge[:2], tip[:2])
        if centre is not None and leaf > 0.0 and math.dist(hinge[:2], centre[:2]) <= ROUND * leaf:
            swing = replace(curve, points=points[1:], closed=False, centre=centre)
            return [replace(curve, points=[hinge, tip], closed=False), swing]
    return [curve]
