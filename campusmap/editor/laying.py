"""A picture that is not placed yet: shown over its building's footprint, and laid on the ground by points in pairs."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely

from campusmap.editor.ground import list_floors, lonlat_from_page
from campusmap.errors import InputError
from campusmap.geometry.fit import Matrix, apply_matrix
from campusmap.model.edit import PROJECT, Change
from campusmap.model.kit import Kit
from campusmap.model.places import Building
from campusmap.pipeline.inputs import Inputs
from campusmap.pipeline.underlays import Underlay

ROOM: Final = 1.1  # share of the footprint that a picture is shown at, for the margin of its sheet (tool default)
MOST: Final = 12  # points of one placement (tool default)

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
    floors = list_floors(kit.campus)
    if not 0 <= floor < len(floors) or not floors[floor][1].frame.on_picture:
        raise InputError("this floor", "is not on the map any more, or no picture", "load the page again")
    building, own = floors[floor]
    entries = {f"{b.id}/{f.id}": f for b in inputs.project.building for f in b.floor}
    placement = entries[own.id].placement
    if placement is not None:
        raise InputError("this floor", "has a placement in campus.toml", "move its points under Placement")
    if not 2 <= len(points) <= MOST:
        raise InputError("this picture", f"is laid by 2 to {MOST} points", "click further pairs")
    laid = [_to_point(kit, drawing, at) for drawing, at in points]
    after = {"placement": {"method": "control_points", "points": laid}}
    return [Change(PROJECT, {"placement": None}, after, place=f"floor {building.id}/{entries[own.id].id}")]


def _to_point(kit: Kit, drawing: Pair, at: Pair) -> dict[str, Any]:
    lon, lat = lonlat_from_page(kit, at)
    return {"drawing": [round(drawing[0], 2), round(drawing[1], 2)], "lonlat": [lon, lat]}
