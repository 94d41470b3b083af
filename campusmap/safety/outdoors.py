"""The open ground round the buildings, for walks from door to door outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import shapely
from shapely import Point, box
from shapely.geometry.base import BaseGeometry

from campusmap.model.places import Campus, Opening
from campusmap.safety.walkable import says_locked

ROUND_M: Final = 30.0  # how far beyond areas and buildings people walk round something; tool default
STEP_M: Final = 3.0  # a door opens on the grounds if they are so near; tool default
OFF_M: Final = 0.5  # from a wall, where one stands before its door; tool default
_NO_WAY_IN: Final = re.compile(r"non[ -]?designated|exit only|no entry", re.IGNORECASE)  # classes: 19 TAC 61.1040


def open_ground(campus: Campus, beside: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the ground round some shapes and all buildings, less the buildings and water.

    Fences, slopes and gates are not known to it.
    """
    solid = [b.footprint for b in campus.buildings] + [a.shape for a in campus.areas if a.kind == "water"]
    built = shapely.union_all([shape.simplify(0.1) for shape in solid if not shape.is_empty])
    bounds = shapely.total_bounds([*beside, *(s for s in solid if not s.is_empty)])
    return box(*bounds).buffer(ROUND_M, join_style="mitre").difference(built)


def step_outside(ground: BaseGeometry, at: Sequence[Point]) -> list[Point | None]:
    """Return where one stands on open ground before each of some doors or boxes; None for those not beside it."""
    edge = ground.buffer(-OFF_M, join_style="mitre")
    outside = [shapely.get_point(shapely.shortest_line(edge, point), 0) for point in at]
    return [
        place if place is not None and place.distance(point) <= STEP_M else None
        for place, point in zip(outside, at, strict=True)
    ]


def has_way_in(door: Opening) -> bool:
    """Tell whether a door can be opened from outside, with a key at least, by what people wrote of it."""
    return not _NO_WAY_IN.search(f"{door.class_} ; {door.lock} ; {door.access_control}")


def can_be_entered(door: Opening) -> bool:
    """Tell whether a door can be entered by somebody without keys, by what people wrote of it."""
    return has_way_in(door) and not says_locked(f"{door.lock} ; {door.access_control}")
