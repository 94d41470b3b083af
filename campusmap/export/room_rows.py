"""Records of rooms and openings."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from campusmap.export.building_rows import Record
from campusmap.export.where import Grounds, Value, source_of
from campusmap.geometry.label import find_pole
from campusmap.model.analysis import Reach
from campusmap.model.kit import Kit
from campusmap.model.places import OUTSIDE, Building, Floor, Opening, Space


def list_spaces(kit: Kit, grounds: Grounds) -> list[Record]:
    """List every space; ``lon``, ``lat`` and ``grid`` are those of the point deepest inside it.

    ``nearest_door`` and ``nearest_aed`` are ids, their metres those of the shortest way on foot in the drawing.
    """
    outcomes = {a.space: a.outcome.value for a in kit.analysis.assessments}
    reaches = {reach.space: reach for reach in kit.analysis.reach}
    return [
        (
            _space_row(building, floor, space, grounds)
            | _reach_row(reaches.get(space.id))
            | {"hard_corner": outcomes.get(space.id)},
            _shape(floor, space, grounds),
        )
        for building, floor in grounds.floors.values()
        for space in floor.spaces
    ]


def _reach_row(reach: Reach | None) -> dict[str, Value]:
    if reach is None:
        return {}
    return {
        "nearest_door": reach.door,
        "nearest_door_m": reach.door_m,
        "nearest_aed": reach.aed,
        "nearest_aed_m": reach.aed_m,
    }


def _shape(floor: Floor, space: Space, grounds: Grounds) -> BaseGeometry | None:
    return grounds.shape_on(floor.id, space.outline)


def _space_row(building: Building, floor: Floor, space: Space, grounds: Grounds) -> dict[str, Value]:
    return {
        "id": space.id,
        "building": building.id,
        "floor": floor.id,
        "ordinal": floor.ordinal,
        "number": space.number,
        "posted_number": space.posted_number,
        "name": space.name,
        "aliases": "; ".join(space.aliases),
        "use": space.use.value,
        "suite": space.suite,
        "occupants": space.occupants,
        "lockable": space.lockable,
        "area_m2": round(space.outline.area, 2),
        "method": space.method,
        **grounds.locate(None if space.outline.is_empty else find_pole(space.outline), floor.id),
        **source_of(space.refs),
    }


def list_openings(_kit: Kit, grounds: Grounds) -> list[Record]:
    """List doors, windows and doorless openings; ``number`` is the one on the door, else the drawing's."""
    return [
        (_opening_row(building, floor, opening, grounds), grounds.shape_on(floor.id, opening.line))
        for building, floor in grounds.floors.values()
        for opening in floor.openings
    ]


def _opening_row(building: Building, floor: Floor, opening: Opening, grounds: Grounds) -> dict[str, Value]:
    joins = (*sorted(opening.joins, key=lambda joined: joined == OUTSIDE), "", "")
    return {
        "id": opening.id,
        "building": building.id,
        "floor": floor.id,
        "ordinal": floor.ordinal,
        "kind": opening.kind.value,
        "number": opening.shown_number,
        "exterior": opening.exterior,
        "space_a": joins[0],
        "space_b": joins[1],
        "width_m": round(opening.line.length, 3),
        "class": opening.class_,
        "lock": opening.lock,
        "locks_from_inside": opening.locks_from_inside,
        "access_control": opening.access_control,
        "covering": opening.covering,
        "glazing": opening.glazing,
        "swing": opening.swing,
        **grounds.locate(opening.line.interpolate(0.5, normalized=True), floor.id),
        **source_of(opening.refs),
    }
