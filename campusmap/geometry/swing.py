"""Arcs that look like the swing of a door's leaf."""

from __future__ import annotations

from typing import Final

Arc = tuple[float, float, float, float, float]  # centre x, y, radius, start and end in degrees, counter-clockwise

DOOR_LEAF_M: Final = (0.55, 1.25)  # width of a leaf; tool default, after drawings of schools, offices and houses
_QUARTER_DEG: Final = (60.0, 100.0)  # a leaf is drawn open by so much


def is_quarter(arc: Arc) -> bool:
    """Tell whether an arc turns through about a quarter circle."""
    return _QUARTER_DEG[0] <= (arc[4] - arc[3]) % 360.0 <= _QUARTER_DEG[1]


def is_leaf_swing(arc: Arc | None, metres: float = 1.0) -> bool:
    """Tell whether an arc is a quarter circle with the radius of a door's leaf; ``metres`` is the unit's length."""
    return arc is not None and is_quarter(arc) and DOOR_LEAF_M[0] <= arc[2] * metres <= DOOR_LEAF_M[1]
