"""Records of rooms and openings."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from campusmap.export.building_rows import Record
from campusmap.export.where import Grounds, Value, source_of
from campusmap.geometry.label import find_pole
from campusmap.model.analysis import Reach
from campusmap.model.kit import Kit
from campusmap.model.places import OUTSIDE, Building, Floor, Opening, Space
from campusmap.safety.sides import Facing, face_opening
from campusmap.safety.whereabouts import Quarters, find_part, lay_all_quarters, word_floor


def list_spaces(kit: Kit, grounds: Grounds) -> list[Record]:
    """List every space; ``lon``, ``lat`` and ``grid`` are those of the point deepest inside it.

    ``nearest_door`` and ``nearest_aed`` are ids, their metres those of the shortest way on foot in the drawing.
    """
    outcomes = {a.space: a.outcome.value for a in kit.analysis.assessments}
    reaches = {reach.space: reach for reach in kit.analysis.reach}
    quarters = lay_all_quarters(kit.campus, kit.analysis.orientations)
    return [
        (
            _space_row(building, floor, space, grounds)
            | _words_row(building, floor, space, quarters[building.id])
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


def _words_row(building: Building, floor: Floor, space: Space, quarters: Quarters | None) -> dict[str, Value]:
    words: dict[str, Value] = {"floor_words": word_floor(building, floor)}
    if quarters is None or not floor.frame.placed or space.outline.is_empty:
        return words
    part = find_part(quarters, find_pole(space.outline))
    return words | {"compass": part.compass, "quadrant": part.quadrant}


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


def list_openings(kit: Kit, grounds: Grounds) -> list[Record]:
    """List doors, windows and doorless openings; ``number`` is the one on the door, else the drawing's.

    ``side`` and ``compass`` say where an exterior opening faces; a courtyard is no side.
    """
    oriented = {each.building: each for each in kit.analysis.orientations}
    return [
        (
            _opening_row(building, floor, opening, grounds)
            | _facing_row(face_opening(kit.campus, building, floor, opening, oriented.get(building.id))),
            grounds.shape_on(floor.id, opening.line),
        )
        for building, floor in grounds.floors.values()
        for opening in floor.openings
    ]


def _facing_row(facing: Facing | None) -> dict[str, Value]:
    if facing is None:
        return {}
    return {"side": "courtyard" if facing.in_courtyard else facing.side, "compass": facing.compass}


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
