"""A plan that lies by an anchor and a bearing: two handles over the map, of which one shifts it and one turns it."""

from __future__ import annotations

import math
from typing import Any, Final

import shapely

from campusmap.editor.ground import lonlat_from_page, to_drawing
from campusmap.errors import InputError
from campusmap.geometry.geodesy import lonlat_to_xy
from campusmap.georeference.grid import campus_to_north
from campusmap.model.edit import PROJECT, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Floor
from campusmap.model.project import Placement

NEAREST_M: Final = 0.5  # a nearer place would turn the plan by the shake of a hand (tool default)
Pair = tuple[float, float]


def list_handles(kit: Kit, floor: Floor, placement: Placement) -> list[dict[str, Any]]:
    """Return the anchor and, as far from it as the plan reaches, the corner that turns the plan, in the page's metres.

    None for a placement by other means, and for a floor that does not lie by its anchor yet.
    """
    north, epsg, lonlat = kit.campus.north, kit.campus.epsg, placement.lonlat
    if placement.method != "anchor" or lonlat is None or north is None or epsg is None or not floor.frame.placed:
        return []
    stands = lonlat_to_xy(epsg)(*lonlat)
    anchor = {"drawing": list(placement.drawing), "lonlat": list(lonlat),
              "at": _round(campus_to_north(north, *stands)), "does": "shift"}  # fmt: skip
    if floor.outline.is_empty or placement.bearing_deg is None:
        return [anchor]
    x, y = max(shapely.get_coordinates(floor.outline).tolist(), key=lambda xy: math.dist(xy, stands))
    turning = {"drawing": list(to_drawing(floor, (x, y))), "lonlat": list(lonlat), "bearing": placement.bearing_deg,
               "at": _round(campus_to_north(north, x, y)), "does": "turn"}  # fmt: skip
    return [anchor, turning]


def _round(at: Pair) -> list[float]:
    return [round(value, 3) for value in at]


def shift_plan(kit: Kit, place: str, lonlat: Pair, at: Pair) -> list[Change]:
    """Return the change that lays a plan's anchor elsewhere on the ground; which way it is turned stays."""
    after = {"lonlat": list(lonlat_from_page(kit, at))}
    return [Change(PROJECT, {"lonlat": list(lonlat)}, after, place=place)]


def turn_plan(kit: Kit, place: str, turning: tuple[Pair, Pair, float], at: Pair) -> list[Change]:
    """Return the change of bearing that brings a corner from one place of the page towards another.

    ``turning``: the anchor's longitude and latitude, where the corner is, and the bearing as it is. Raises InputError
    for a place at the anchor itself, from which no direction follows.
    """
    lonlat, corner, bearing = turning
    if kit.campus.north is None or kit.campus.epsg is None:
        raise InputError("this plan", "lies nowhere", "place it first")
    anchor = campus_to_north(kit.campus.north, *lonlat_to_xy(kit.campus.epsg)(*lonlat))
    if min(math.dist(anchor, corner), math.dist(anchor, at)) < NEAREST_M:
        raise InputError("this place", "is at point 1, round which the plan turns", "drag point 2 farther away")
    turned = round((bearing + _azimuth(anchor, at) - _azimuth(anchor, corner)) % 360, 3)
    return [Change(PROJECT, {"bearing_deg": bearing}, {"bearing_deg": turned}, place=place)]


def _azimuth(start: Pair, end: Pair) -> float:
    return math.degrees(math.atan2(end[0] - start[0], end[1] - start[1]))
