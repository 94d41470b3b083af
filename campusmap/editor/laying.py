"""A floor that is not placed yet, laid on the ground by points in pairs, and its drawing's unit, confirmed.

A picture is shown over its building's footprint, and each pair is two clicks; of a drawing the second is typed.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely

from campusmap.editor.ground import find_floor, list_floors, lonlat_from_page, point_from_page, to_drawing
from campusmap.errors import InputError
from campusmap.geometry.fit import Matrix, apply_matrix
from campusmap.model.edit import PROJECT, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor
from campusmap.model.project import FloorEntry, GuessedUnit
from campusmap.pipeline.inputs import Inputs
from campusmap.pipeline.underlays import Underlay

ROOM: Final = 1.1  # share of the footprint that a picture is shown at, for the margin of its sheet (tool default)
MOST: Final = 12  # points of one placement (tool default)
SOUTHERNMOST: Final = -64.0  # degrees of latitude, as for map layers: the southernmost school is at 63.4 S

Pair = tuple[float, float]


def guess_matrix(kit: Kit, building: Building, shown: Underlay) -> Matrix | None:
    """Return a matrix from a picture's pixels to the page's metres that lays it, north up, over the footprint."""
    if kit.campus.north is None or building.footprint.is_empty:
        return None
    corners = apply_matrix(kit.campus.north.matrix, shapely.get_coordinates(building.footprint))
    low, high = corners.min(axis=0), corners.max(axis=0)
    middle, wide = (low + high) / 2, high - low
    pixel = float(np.max(wide / (shown.columns, shown.rows))) * ROOM
    x, y = middle - np.array([shown.columns, -shown.rows]) * pixel / 2
    return pixel, 0.0, float(x), 0.0, -pixel, float(y)


def lay_picture(kit: Kit, inputs: Inputs, floor: int, points: list[tuple[Pair, Pair]]) -> list[Change]:
    """Return the change that gives a picture its control points: each in the picture's units, and on the page.

    Raises InputError for a floor that is no picture or has a placement, and for fewer than two points.
    """
    building, own = find_floor(kit, floor)
    if not own.frame.on_picture:
        raise InputError("this floor", "is no picture", "load the page again")
    laid = [((round(drawing[0], 2), round(drawing[1], 2)), lonlat_from_page(kit, at)) for drawing, at in points]
    return _give_points(inputs, building, own, laid)


def lay_drawing(kit: Kit, inputs: Inputs, floor: int, points: list[tuple[Pair, Pair]]) -> list[Change]:
    """Return the change that gives a drawing its control points: each on the page, and as longitude and latitude.

    Raises InputError for a floor that lies somewhere or has a placement of its own, and for places that are none.
    """
    building, own = find_floor(kit, floor)
    if own.frame.placed:
        raise InputError("this floor", "is placed", "move its points under Placement")
    if any(abs(lon) > 180 or not SOUTHERNMOST < lat <= 90 for _, (lon, lat) in points):
        raise InputError("this place", "is where no school is", "give latitude, then longitude, in degrees")
    shown = [point_from_page(kit, (building, own), at) for at, _ in points]
    laid = [(to_drawing(own, (at.x, at.y)), place) for at, (_, place) in zip(shown, points, strict=True)]
    return _give_points(inputs, building, own, laid)


def _give_points(inputs: Inputs, building: Building, floor: Floor, points: list[tuple[Pair, Pair]]) -> list[Change]:
    entry = _find_entry(inputs, floor)
    if entry.placement is not None:
        raise InputError("this floor", "has a placement in campus.toml", "move its points under Placement")
    if not 2 <= len(points) <= MOST or any(len({*side}) < len(points) for side in zip(*points, strict=True)):
        raise InputError("a plan", f"is laid by 2 to {MOST} points, each elsewhere", "give further pairs")
    laid = [{"drawing": list(drawing), "lonlat": [round(value, 8) for value in at]} for drawing, at in points]
    after = {"placement": {"method": "control_points", "points": laid}}
    return [Change(PROJECT, {"placement": None}, after, place=f"floor {building.id}/{entry.id}")]


def _find_entry(inputs: Inputs, floor: Floor) -> FloorEntry:
    return next(f for b in inputs.project.building for f in b.floor if f"{b.id}/{f.id}" == floor.id)


def confirm_unit(kit: Kit, inputs: Inputs, floor: int) -> list[Change]:
    """Return the change that takes the unit of a floor's drawing for what it was guessed to be."""
    building, own = find_floor(kit, floor)
    entry = _find_entry(inputs, own)
    if not isinstance(entry.units, GuessedUnit) or entry.units.confirmed:
        raise InputError("this drawing's unit", "is no guess in campus.toml", 'write units = "..." of the floor there')
    before = {"units": {"value": entry.units.value, "confirmed": False}}
    return [Change(PROJECT, before, {"units": entry.units.value}, place=f"floor {building.id}/{entry.id}")]


def list_unplaced(kit: Kit, inputs: Inputs) -> list[dict[str, Any]]:
    """Return the drawings that lie nowhere: the floor's position on the page, why, and a unit that is but a guess.

    ``own`` says that campus.toml places the floor by itself, so that points are not given on the page.
    """
    found = []
    for n, (_, floor) in enumerate(list_floors(kit.campus)):
        if floor.plan_file and not floor.frame.on_picture and not (floor.frame.placed and floor.frame.unit_confirmed):
            entry = _find_entry(inputs, floor)
            is_guess = isinstance(entry.units, GuessedUnit) and not entry.units.confirmed
            facts = {"f": n, "why": floor.frame.why_unplaced, "unit": floor.frame.unit if is_guess else "",
                     "own": entry.placement is not None}  # fmt: skip
            found.append({key: value for key, value in facts.items() if value or key == "f"})
    return found
