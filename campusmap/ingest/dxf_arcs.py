"""Sample circular arcs, bulged polylines and splines as chords, never more than a fixed number of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from ezdxf.math import Vec3, bulge_to_arc

XYZ = tuple[float, float, float]

MAX_VERTICES: Final = 512  # per curve; bounds what one entity can cost (tool default)
MAX_STEP_DEG: Final = 15.0  # keeps small arcs round whatever the tolerance: 0.9 % of the radius (tool default)
MAX_BULGE: Final = 1e6  # tan(90 deg) but for rounding; beyond it the arc has no finite centre (tool default)


def arc_steps(radius: float, sweep_deg: float, tolerance: float) -> int:
    """Count the chords that keep a circular arc within ``tolerance`` of itself, at most MAX_VERTICES - 1."""
    if not math.isfinite(sweep_deg) or not math.isfinite(radius):
        raise ValueError("an arc's radius or angle is not a finite number")
    step_deg = MAX_STEP_DEG
    if radius > tolerance > 0.0:
        step_deg = min(step_deg, 2.0 * math.degrees(math.acos(1.0 - tolerance / radius)))
    if step_deg * (MAX_VERTICES - 1) <= abs(sweep_deg):
        return MAX_VERTICES - 1
    return max(1, math.ceil(abs(sweep_deg) / step_deg - 1e-9))


def arc_points(x: float, y: float, radius: float, start_deg: float, sweep_deg: float, tolerance: float) -> list[Vec3]:
    """Sample a circular arc from ``start_deg`` over a signed sweep, both ends included."""
    steps = arc_steps(radius, sweep_deg, tolerance)
    angles = (math.radians(start_deg + sweep_deg * i / steps) for i in range(steps + 1))
    return [Vec3(x + radius * math.cos(a), y + radius * math.sin(a), 0.0) for a in angles]


def bulge_points(start: Vec3, end: Vec3, bulge: float, tolerance: float) -> tuple[list[Vec3], Vec3]:
    """Sample the arc that a bulge bends a segment into, both ends included; also return its centre."""
    if not abs(bulge) <= MAX_BULGE:
        raise ValueError(f"bulge {bulge} is out of range")
    centre, _, _, radius = bulge_to_arc((start.x, start.y), (end.x, end.y), bulge)
    sweep_deg = math.degrees(4.0 * math.atan(bulge))
    begin_deg = math.degrees(math.atan2(start.y - centre.y, start.x - centre.x))
    inner = arc_points(centre.x, centre.y, radius, begin_deg, sweep_deg, tolerance)[1:-1]
    return [start, *inner, end], Vec3(centre.x, centre.y, 0.0)


def trace_bulged(vertices: Sequence[tuple[Vec3, float]], closed: bool, tolerance: float) -> list[Vec3]:
    """Sample straight and bulged segments as one chain; a closed chain does not repeat its first point."""
    points: list[Vec3] = []
    ends = [*vertices[1:], vertices[0]] if closed else vertices[1:]
    for (start, bulge), (end, _) in zip(vertices, ends, strict=False):
        flat = not bulge or start.isclose(end)
        points += [start] if flat else bulge_points(start, end, bulge, tolerance)[0][:-1]
    return points if closed else [*points, vertices[-1][0]]


def sample_spline(spline: Any, tolerance: float) -> list[Vec3]:
    """Sample a spline, doubling the chords until their middles lie within ``tolerance`` of it."""
    chords = min((MAX_VERTICES - 1) // 2, 4 * max(2, len(spline.control_points)))
    points = list(spline.approximate(chords))
    while True:
        finer = list(spline.approximate(2 * chords))
        stray = max(middle.distance(a.lerp(b)) for a, middle, b in zip(points, finer[1::2], points[1:], strict=False))
        points, chords = finer, 2 * chords
        if stray / SAGITTA_SHARE <= tolerance or 2 * chords >= MAX_VERTICES:
            return points


MIN_POINTS: Final = 5  # of a curve that is taken for a circular arc (tool default)
RISES: Final = (0.12, 0.31)  # height by width of an arc of 55 to 127 degrees
TURNS_DEG: Final = (55.0, 125.0)  # a door's swing, and a little more
ROUND: Final = 0.02  # share of the radius by which a point may be off (tool default)


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


SAGITTA_SHARE: Final = 4.0  # a chord's sagitta is four times that of its halves
