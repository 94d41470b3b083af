"""Sample circular arcs, bulged polylines and splines as chords, never more than a fixed number of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from ezdxf.math import Vec3, bulge_to_arc

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


SAGITTA_SHARE: Final = 4.0  # a chord's sagitta is four times that of its halves


def arc_of(
    chain: Sequence[tuple[float, float]], centre: tuple[float, float], closed: bool
) -> tuple[float, float, float, float, float] | None:
    """Return centre, radius and counter-clockwise angles of a placed circular arc; None if it lies on edge."""
    (cx, cy), (x0, y0) = centre, chain[0]
    radius = math.dist(centre, chain[0])
    if not math.isclose(radius, math.dist(centre, chain[-1]), rel_tol=1e-6) or radius == 0.0:
        return None
    if closed:
        return cx, cy, radius, 0.0, 360.0
    (x1, y1), (xm, ym) = chain[-1], chain[1]
    first = math.degrees(math.atan2(y0 - cy, x0 - cx)) % 360.0
    last = math.degrees(math.atan2(y1 - cy, x1 - cx)) % 360.0
    if (x0 - cx) * (ym - cy) - (y0 - cy) * (xm - cx) < 0.0:  # clockwise: mirrored, or a negative bulge
        first, last = last, first
    return cx, cy, radius, first, last
