"""Wall bodies as strokes, drawn clean or as people do."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from floors.truth import polygons
from shapely.geometry.base import BaseGeometry

XY = tuple[float, float]
Stroke = list[XY]
GAP_M = 0.15  # the widest gap left at a corner
LONG_M = 0.6  # shorter lines are left whole


def wall_strokes(body: BaseGeometry, dice: random.Random) -> list[Stroke]:
    """List the outlines of wall bodies: single lines, polylines of some edges, or whole rings, by the draughtsman."""
    habit = dice.choice(("lines", "polylines", "mixed"))
    rings = [ring for part in polygons(body) for ring in (part.exterior, *part.interiors)]
    strokes: list[Stroke] = []
    for ring in rings:
        points = [(x, y) for x, y, *_ in ring.simplify(0.001).coords]
        strokes += _pieces(points, habit, dice)
    return strokes


def _pieces(points: Stroke, habit: str, dice: random.Random) -> Iterator[Stroke]:
    k = 0
    while k < len(points) - 1:
        most = {"lines": 1, "polylines": 99, "mixed": dice.choice((1, 1, 2, 3, 6))}[habit]
        yield points[k : k + most + 1]
        k += most


def roughen(strokes: list[Stroke], dice: random.Random) -> Iterator[Stroke]:
    """Stop one line in four short of its corner, and draw one line in seven twice."""
    for stroke in strokes:
        drawn = _stopped_short(stroke, dice) if dice.random() < 0.25 and stroke[0] != stroke[-1] else stroke
        yield drawn
        if dice.random() < 0.15:
            yield _drawn_again(drawn, dice)


def _stopped_short(stroke: Stroke, dice: random.Random) -> Stroke:
    (x0, y0), (x1, y1) = stroke[:2]
    length = math.hypot(x1 - x0, y1 - y0)
    if length < LONG_M:
        return stroke
    part = dice.uniform(0.01, GAP_M) / length
    return [(x0 + part * (x1 - x0), y0 + part * (y1 - y0)), *stroke[1:]]


def _drawn_again(stroke: Stroke, dice: random.Random) -> Stroke:
    """Return the same line: exactly, backwards, a few tenths of a millimetre off, or a part of it."""
    way = dice.choice(("same", "backwards", "off", "part"))
    if way == "backwards":
        return stroke[::-1]
    if way == "off":
        return [(x + dice.uniform(-3e-4, 3e-4), y + dice.uniform(-3e-4, 3e-4)) for x, y in stroke]
    if way == "part" and len(stroke) == 2:
        (x0, y0), (x1, y1) = stroke
        a, b = sorted((dice.random(), dice.random()))
        return [(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for t in (a, b)]
    return list(stroke)
