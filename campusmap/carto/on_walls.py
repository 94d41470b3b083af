"""What hangs on a building's outer walls and was given no floor, on the sheets of its ground floor."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import shapely

from campusmap.carto.directory import find_standing
from campusmap.carto.marks import Layer, Scene
from campusmap.carto.scene import marker_marks, mover
from campusmap.carto.symbols import find_symbol
from campusmap.model.places import Building, Campus, Floor, Marker
from campusmap.safety.marker_place import OUTDOOR_KINDS

_OUT_M: Final = 3.0  # a meter or a connection stands no farther before its wall; tool default
_IN_M: Final = 1.0  # as far into a wall as drawn what hangs on its outer face may lie; tool default
_APART: Final = ("HYDRANT", "VEHICLE_GATE")  # beside a building these are nobody's


def with_wall_markers(scene: Scene, campus: Campus, building: Building, floor: Floor) -> Scene:
    """Add to a placed ground floor what is on its building's outer walls without a floor: it is looked for there."""
    if floor.ordinal != 0 or not floor.frame.placed:
        return scene
    found = [m for m in campus.markers if _hangs_on(floor, m) and find_standing(campus, m) == building.id]
    marks = tuple(marker_marks(found, mover(campus)))
    if not marks:
        return scene
    x0, y0, x1, y1 = scene.bounds
    xs, ys = [mark.x for mark in marks], [mark.y for mark in marks]
    bounds = (min(x0, *xs), min(y0, *ys), max(x1, *xs), max(y1, *ys))
    return replace(scene, bounds=bounds, layers=(*scene.layers, Layer("wall_markers", "On the outer walls", marks)))


def _hangs_on(floor: Floor, marker: Marker) -> bool:
    """Tell whether a marker without a floor stands at the outer wall; in the wall, only what hangs on its face."""
    if marker.at is None or marker.floor or marker.kind in _APART or find_symbol(marker.kind).group == "grounds":
        return False
    if not floor.outline.covers(marker.at):
        return bool(floor.outline.distance(marker.at) <= _OUT_M)
    edge = shapely.boundary(floor.outline)
    return marker.kind in OUTDOOR_KINDS and bool(edge.distance(marker.at) <= _IN_M)
