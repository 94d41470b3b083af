"""Floors below ground that are drawn in part: a door of a stair leads into what is not drawn, not outside."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from campusmap.model.places import OUTSIDE, Floor, Opening, Use

VERTICAL: Final = frozenset({Use.STAIR, Use.ELEVATOR, Use.SHAFT})


def is_drawn_in_part(floor: Floor) -> bool:
    """Tell whether a floor below ground shows nothing but stairs and lifts."""
    return floor.ordinal < 0 and bool(floor.spaces) and all(space.use in VERTICAL for space in floor.spaces)


def shut_in(floor: Floor) -> Floor:
    """Return a floor below ground of nothing but stairs and lifts with no door that leads outside.

    What lies round them is earth or rooms that nobody drew; which of the two, the drawing does not say.
    """
    if not is_drawn_in_part(floor):
        return floor
    return replace(floor, openings=tuple(map(shut_out, floor.openings)))


def shut_out(opening: Opening) -> Opening:
    """Return an opening that leads outside no more: what lies beyond it is not known."""
    return replace(opening, joins=tuple(end for end in opening.joins if end != OUTSIDE))
