"""Doors along a corridor that runs in a ring, in the order in which somebody meets them who walks round it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely import LineString, Polygon
from shapely.geometry.polygon import orient

from campusmap.numbering.winding import LONG, RING_M2, Met

# A door farther off the middle of the ring than this many widths is in an arm that leads off it (tool default).
REACH: Final = 1.0


@dataclass(frozen=True, slots=True)
class Round:
    """The doors of a ring, clockwise seen from above, and how far it is round it, metres.

    Hands are those of somebody who walks clockwise: the outer wall is on the left, the inner one on the right.
    """

    met: tuple[Met, ...]
    around_m: float


def find_court(corridor: Polygon) -> Polygon | None:
    """Return what a corridor leads round; None where it leads round nothing, or round several."""
    courts = [court for court in map(Polygon, corridor.interiors) if court.area > RING_M2]
    return courts[0] if len(courts) == 1 else None


def walk_round(corridor: Polygon, doors: Sequence[LineString], start: int = 0) -> Round | None:
    """Return where one meets each door of a ring, walking clockwise from door ``start``.

    Doors are lines from jamb to jamb; metres are along the middle of the ring. None for what is no ring: it leads round
    nothing or round several courts, has arms with doors in them, or is a hall that is wide for its court.
    """
    court = find_court(corridor)
    if court is None or len(doors) < 2:
        return None
    width = 2 * corridor.area / corridor.length
    middle = orient(court.buffer(width / 2), sign=-1.0).exterior
    at = shapely.centroid(list(doors))
    if middle.length < 2 * LONG * width or (shapely.distance(at, middle) > REACH * width).any():
        return None
    along = shapely.line_locate_point(middle, at)
    is_outer = shapely.distance(at, corridor.exterior) < shapely.distance(at, court)
    far = ((along - along[start]) % middle.length).round(3).tolist()
    hands = ["left" if outer else "right" for outer in is_outer.tolist()]
    return Round(tuple(map(Met, far, hands)), float(middle.length))
