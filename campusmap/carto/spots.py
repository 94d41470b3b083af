"""Where a finding is on its floor, or on the grounds: the room, the door, the marker, or the points in the drawing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from shapely import Point, box
from shapely.geometry.base import BaseGeometry

from campusmap.carto.faults import REACH
from campusmap.carto.scene import mover
from campusmap.geometry.fit import apply_matrix
from campusmap.model.finding import Finding
from campusmap.model.places import Building, Campus, Floor


@dataclass(frozen=True, slots=True)
class Spot:
    """What to mark: shapes in the drawing frame of a floor; of the campus where ``floor`` is "".

    ``whole`` spots are a building's footprint, for want of anything nearer.
    """

    floor: str
    shapes: tuple[BaseGeometry, ...]
    whole: bool = False


def spot_finder(campus: Campus) -> Callable[[Finding], Spot | None]:
    """Return a function that finds the spot of a finding, None where it has none that can be drawn."""
    floors = {floor.id: floor for building in campus.buildings for floor in building.floors}
    shapes = {floor_id: _shapes_on(campus, floor) for floor_id, floor in floors.items()}
    moves = {floor_id: mover(campus, floor) for floor_id, floor in floors.items()}
    buildings = {building.id: building for building in campus.buildings}

    def find(finding: Finding) -> Spot | None:
        floor = floors.get(finding.floor)
        if floor is None:
            return _on_grounds(campus, finding, buildings.get(finding.building))
        known = shapes[floor.id].get(finding.subject)
        listed = _listed_rooms(floor, finding, shapes[floor.id])
        marked = [known] if known is not None else listed or _points(floor, finding)
        return Spot(floor.id, tuple(map(moves[floor.id], marked))) if marked else None

    return find


def _shapes_on(campus: Campus, floor: Floor) -> dict[str, BaseGeometry]:
    """Map the ids of a floor's spaces, openings and markers to their shapes."""
    found: dict[str, BaseGeometry] = {space.id: space.outline for space in floor.spaces}
    found |= {opening.id: opening.line for opening in floor.openings}
    return found | {m.id: m.at for m in campus.markers if m.floor == floor.id and m.at is not None}


def _listed_rooms(floor: Floor, finding: Finding, shapes: dict[str, BaseGeometry]) -> list[BaseGeometry]:
    """Return the rooms that a finding about a whole floor lists after its colon: "none in 2 rooms: 107, 109"."""
    if finding.subject != floor.id or finding.places or ": " not in finding.message:
        return []
    listing = re.sub(r"\s\([^()]*\)", "", finding.message.rpartition(": ")[2])  # "101 (23 of 26)"
    words = set(re.split(r",\s|\sand\s", listing))
    return [shapes[space.id] for space in floor.spaces if space.shown_number in words]


def _points(floor: Floor, finding: Finding) -> list[BaseGeometry]:
    """Return the drawing positions of a finding that lie on or near its floor."""
    own = [(finding.x, finding.y)] if finding.x is not None and finding.y is not None else []
    places = list(finding.places) or own
    if not places or floor.outline.is_empty:
        return []
    x_min, y_min, x_max, y_max = floor.outline.bounds
    frame = box(x_min, y_min, x_max, y_max).buffer(REACH * max(x_max - x_min, y_max - y_min))
    points = [Point(xy) for xy in apply_matrix(floor.frame.matrix, places)]
    return [point for point in points if frame.covers(point)]


def _on_grounds(campus: Campus, finding: Finding, building: Building | None) -> Spot | None:
    if campus.north is None:
        return None
    move = mover(campus)
    areas = [area.shape for area in campus.areas if area.id == finding.subject]
    points = [m.at for m in campus.markers if m.id == finding.subject and m.at is not None and not m.floor]
    one_of_many = building is not None and not building.footprint.is_empty and len(campus.buildings) > 1
    footprint = [building.footprint] if building is not None and one_of_many else []
    marked = areas or points or footprint
    return Spot("", tuple(move(shape) for shape in marked), not (areas or points)) if marked else None
