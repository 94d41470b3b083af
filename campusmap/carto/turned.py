"""Words turned along a shape: where they fit, and the upright boxes that stand in for them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Boxes, to_polygons
from campusmap.carto.typeface import CAP_EM

_ALONG, _ACROSS = 25, 9  # positions tried along and across a shape
_ASIDE = 3.0  # what a step off the middle of a passage costs, in steps along it; tool default
_UPRIGHT_DEG = 10.0  # a direction so near upright is read as that; tool default
_CLEAR = 0.7  # of a word's height: further off an edge it is no better set; tool default
_CLEAR_GAIN = 12.0  # how much further from a shape's middle a word may stand to keep so much off its edge; tool default


def cross_points(
    xs: Sequence[float] | NDArray[np.float64], ys: Sequence[float] | NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return every point of some columns and rows (n x 2), row by row."""
    points = np.empty((len(ys), len(xs), 2))
    points[:, :, 0], points[:, :, 1] = xs, np.array(ys)[:, None]
    return points.reshape(-1, 2)


def centre_boxes(centres: Boxes, half_w: float, half_h: float) -> Boxes:
    """Return the boxes of one size round several centres (n x 2)."""
    half = np.array([half_w, half_h])
    return np.concatenate([centres - half, centres + half], axis=1)


def is_long(shape: BaseGeometry) -> bool:
    """Tell whether a shape is a passage: its frame at least twice as long as wide, as words along it want."""
    sides = [length for length, _ in _frame_sides(shape)]
    return len(sides) == 2 and max(sides) > 2 * min(sides)


def side_angles(shape: BaseGeometry) -> list[float]:
    """Return the directions of a shape's long and short side on the page, to be read upright, the long one first."""
    return [angle for _, angle in sorted(_frame_sides(shape), reverse=True)]


def _frame_sides(shape: BaseGeometry) -> list[tuple[float, float]]:
    """Return length and upright direction of two neighbouring sides of the frame round a shape."""
    frame = shape.minimum_rotated_rectangle if not shape.is_empty else shape
    if not isinstance(frame, Polygon) or frame.is_empty:
        return []
    a, b, c = list(frame.exterior.coords)[:3]
    return [
        (math.dist(p, q), upright_angle(math.degrees(math.atan2(q[1] - p[1], q[0] - p[0]))))
        for p, q in ((a, b), (b, c))
    ]


def upright_angle(angle_deg: float) -> float:
    """Turn a direction on the page by half a circle if text along it would stand on its head, or read downwards.

    What is about upright reads from the foot up, as on all sheets; a wall slightly askew does not change that.
    """
    low = -90.0 - _UPRIGHT_DEG
    return round((angle_deg - low) % 180 + low, 3)


def find_strips(shape: BaseGeometry, angle_deg: float, width: float, height: float) -> NDArray[np.float64]:
    """Return the centres (n x 2) at which a turned box lies inside a shape, those clear of its edge first.

    Of these come first those in the middle: along the whole shape, and across what of it lies there, as one arm of a
    passage that goes round a corner.
    """
    nowhere = np.empty((0, 2))
    if shape.is_empty:
        return nowhere
    flat = rotate(shape, -angle_deg, origin=(0.0, 0.0))
    x0, y0, x1, y1 = flat.bounds
    half_w, half_h = width / 2, height / 2
    if x1 - x0 < width or y1 - y0 < height:
        return nowhere
    xs, ys = np.linspace(x0 + half_w, x1 - half_w, _ALONG), np.linspace(y0 + half_h, y1 - half_h, _ACROSS)
    middles = _cross_middles(flat, xs)
    centres = np.concatenate([cross_points(xs, ys), middles])
    boxes = to_polygons(centre_boxes(centres, half_w, half_h))
    shapely.prepare(flat)
    fits = np.asarray(shapely.contains_properly(flat, boxes))
    centres = centres[fits]
    aside = np.where(centres[:, :1] == middles[:, 0], np.abs(centres[:, 1:] - middles[:, 1]), np.inf).min(axis=1)
    clear = np.minimum(shapely.distance(flat.boundary, boxes[fits]), _CLEAR * height)
    away = np.hypot(centres[:, 0] - (x0 + x1) / 2, _ASIDE * aside) - _CLEAR_GAIN * clear
    x, y = centres[np.argsort(np.round(away, 6), kind="stable")].T
    turn = math.radians(angle_deg)
    return np.column_stack([x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)])


def _cross_middles(flat: BaseGeometry, xs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the middle of each stretch (n x 2) in which an upright line at some x runs through a shape."""
    _, y0, _, y1 = flat.bounds
    lines = shapely.linestrings(np.stack([np.column_stack([xs, np.full_like(xs, y)]) for y in (y0, y1)], axis=1))
    parts, at = shapely.get_parts(shapely.intersection(lines, flat), return_index=True)
    bounds = shapely.bounds(parts)
    return np.column_stack([xs[at], (bounds[:, 1] + bounds[:, 3]) / 2])


def turn_point(x: float, y: float, angle_deg: float) -> tuple[float, float]:
    """Turn a point about the origin, clockwise on a page whose y points down."""
    turn = math.radians(angle_deg)
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def turned_baseline(x: float, y: float, size: float, angle_deg: float) -> tuple[float, float]:
    """Return where the baseline of turned capitals passes under their centre."""
    dx, dy = turn_point(0.0, size * CAP_EM / 2, angle_deg)
    return x + dx, y + dy


def turned_boxes(x: float, y: float, width: float, height: float, angle_deg: float) -> Boxes:
    """Cover a turned line of text centred on x, y by a chain of upright boxes."""
    chain: Boxes = turned_chains(np.array([[x, y]]), width, height, angle_deg)[0]
    return chain


def turned_chains(spots: NDArray[np.float64], width: float, height: float, angle_deg: float) -> NDArray[np.float64]:
    """Cover a turned line of text, centred on each of several spots (n x 2), by chains of upright boxes (n x k x 4)."""
    steps = max(2, math.ceil(width / max(height, 1.0)))
    turn, cell = math.radians(angle_deg), width / steps
    along = (np.arange(steps) + 0.5) * cell - width / 2
    half_w = (cell * abs(math.cos(turn)) + height * abs(math.sin(turn))) / 2
    half_h = (cell * abs(math.sin(turn)) + height * abs(math.cos(turn))) / 2
    half = np.array([half_w, half_h])
    centres = spots[:, None, :] + np.column_stack([along * math.cos(turn), along * math.sin(turn)])
    return np.concatenate([centres - half, centres + half], axis=2)
