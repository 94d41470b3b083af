"""Rooms that only walls close, between rooms that are stated as polygons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.faces import largest_polygon
from campusmap.geometry.lines import Shapes
from campusmap.rooms.closed import Doorways, Enclosed, enclose_rooms
from campusmap.rooms.parts import Cell
from campusmap.rooms.sheet import Sheet
from campusmap.rooms.texts import Mark

_FREE: Final = 0.5  # share of a walled room that no stated room covers, from which it is another (tool default)
_MIN_AREA_M2: Final = 1.0


def enclose_between(sheet: Sheet, stated: Sequence[Cell], doorways: Doorways, marks: Sequence[Mark]) -> Enclosed:
    """Keep the stated rooms as they stand and add the rooms that the walls close beside them."""
    enclosed = enclose_rooms(sheet, doorways, marks)
    shapes: Shapes = np.array([cell.shape for cell in stated], dtype=object)
    mass = shapely.union_all(shapes, grid_size=0.001)
    more = [replace(cell, shape=free) for cell in enclosed.cells if (free := _free_part(cell.shape, mass)) is not None]
    return replace(enclosed, cells=(*stated, *more))


def _free_part(room: Polygon, mass: shapely.Geometry) -> Polygon | None:
    """Return what stated rooms leave of a walled one; None when they leave little."""
    free = shapely.difference(room, mass)
    if free.area < max(_MIN_AREA_M2, _FREE * room.area):
        return None
    return largest_polygon(free)
