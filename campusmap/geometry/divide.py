"""One area cut in two along a line, and several joined across the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from campusmap.geometry.faces import close_shapes

# How far a line's ends are carried on, m, the least that cuts counting: a hand stops short of a wall (tool default).
_REACHES_M: Final = (0.02, 0.1, 0.25, 0.5)
_LEAST_M2: Final = 0.5  # a smaller part is a slip of the hand (tool default)
_CRUMBS_M2: Final = 0.1  # what may get lost beside the two parts (tool default)
_WIDEST_GAP_M: Final = 0.7  # between areas that adjoin: a thick wall (tool default)
_UNEVEN_M: Final = 0.1  # by which a gap may be wider elsewhere than at its narrowest (tool default)
_SHARED_M: Final = 0.5  # along which areas that adjoin run side by side, at least (tool default)


def cut_in_two(shape: Polygon, line: LineString, gap_m: float = 0.0) -> tuple[Polygon, Polygon] | None:
    """Cut an area along a line into the part left of the line and the other; None where it makes no two parts.

    The line's ends are carried on by up to half a metre. ``gap_m`` is how wide a strip along the line goes to neither.
    """
    if not line.is_simple or line.length < _SHARED_M:
        return None
    for reach in _REACHES_M:
        longer = carry_on(line, reach)
        pieces = _cut(shape, longer, gap_m)
        parts = [piece for piece in pieces if piece.area >= _LEAST_M2]
        if len(parts) == 2 and sum(piece.area for piece in pieces) - sum(p.area for p in parts) < _CRUMBS_M2:
            return _left_first(parts, longer)
    return None


def carry_on(line: LineString, by: float) -> LineString:
    """Grow a line of several legs by ``by`` at both ends, each in the direction that it has there."""
    coords = shapely.get_coordinates(line)
    first, last = coords[0] - coords[1], coords[-1] - coords[-2]
    start = coords[0] + first / max(float(np.hypot(*first)), 1e-12) * by
    end = coords[-1] + last / max(float(np.hypot(*last)), 1e-12) * by
    return LineString([start, *coords[1:-1], end])


def _cut(shape: Polygon, line: LineString, gap_m: float) -> list[Polygon]:
    if gap_m > 0:
        return _areas(shape.difference(line.buffer(gap_m / 2, cap_style="flat", join_style="mitre")))
    return _areas(split(shape, line))


def _areas(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]


def _left_first(parts: Sequence[Polygon], line: LineString) -> tuple[Polygon, Polygon]:
    one, other = parts
    beside = line.offset_curve(0.05)
    is_left = one.intersection(beside).length >= other.intersection(beside).length
    return (one, other) if is_left else (other, one)


def join_across(shapes: Sequence[Polygon], others: Sequence[Polygon]) -> Polygon | None:
    """Join areas to one, with the gaps between them; None where one adjoins none of the rest.

    What belongs to ``others`` stays theirs. Gaps of up to 0.7 m are bridged, where areas run side by side for 0.5 m.
    """
    whole, left = shapes[0], list(shapes[1:])
    while left:
        nearest = next((k for k, each in enumerate(left) if _do_adjoin(whole, each)), None)
        if nearest is None:
            return None
        joined = _bridge(whole, left.pop(nearest), others)
        if joined is None:
            return None
        whole = joined
    return whole


def _do_adjoin(one: Polygon, other: Polygon) -> bool:
    gap = one.distance(other)
    near = one.buffer(gap + _UNEVEN_M, join_style="mitre")
    return gap <= _WIDEST_GAP_M and near.intersection(other.boundary).length >= _SHARED_M


def _bridge(one: Polygon, other: Polygon, others: Sequence[Polygon]) -> Polygon | None:
    width = one.distance(other) + _UNEVEN_M
    both = shapely.union(one, other)
    between = one.buffer(width, join_style="mitre").intersection(other.buffer(width, join_style="mitre"))
    closed = close_shapes(both, width + _UNEVEN_M)
    strip = between.intersection(closed).difference(shapely.union_all(np.array(others, dtype=object)))
    parts = sorted(_areas(shapely.union(both, strip)), key=lambda part: -part.area)
    return parts[0] if parts and sum(part.area for part in parts[1:]) < _CRUMBS_M2 else None
