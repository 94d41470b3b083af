"""The sides of buildings as the fire service counts them: A the address side, then B, C, D clockwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.bearing import (
    azimuth_deg,
    compass_word,
    face_wall,
    find_wall_bearing,
    name_side,
    outward,
    read_compass,
)
from campusmap.model.analysis import Orientation
from campusmap.model.places import Building, Campus, Floor, Opening, TrueNorth
from campusmap.model.project import Project
from campusmap.safety.lookup import DOORS, door_number

STEP_M: Final = 1.0  # from a door to the ground before it; tool default


@dataclass(frozen=True, slots=True)
class Facing:
    """Where an exterior door faces: azimuth of its outward normal, compass word, side ("" not known), courtyard."""

    azimuth_deg: float
    compass: str
    side: str
    in_courtyard: bool


def find_orientations(campus: Campus, project: Project) -> tuple[Orientation, ...]:
    """Return side A of every building that has one, in the model's order: the named side, else the main entrance's.

    A compass word means the wall that faces most nearly there; an azimuth is taken as it is. Source: building side
    labelling of the fire service; the incident commander may declare another.
    """
    return tuple(found for building in campus.buildings for found in _orient(campus, project, building))


def _orient(campus: Campus, project: Project, building: Building) -> Iterator[Orientation]:
    if campus.north is None:
        return
    walls = find_building_bearing(building, campus.north)
    named = next((entry.side_a for entry in project.building if entry.id == building.id), "")
    if isinstance(named, float):
        yield Orientation(building.id, round(named % 360.0, 1), False, f"campus.toml gives the azimuth {named:g}")
    elif (azimuth := read_compass(named)) is not None:
        side = face_wall(azimuth, walls)
        yield Orientation(building.id, round(side, 1), False, f"campus.toml names the {compass_word(azimuth)} side")
    elif (found := find_main_door(project, building)) is not None:
        azimuth = _face_of_door(*found, campus.north)
        why = f"the main entrance is door {found[1].shown_number}"
        yield Orientation(building.id, round(face_wall(azimuth, walls), 1), True, why)


def find_building_bearing(building: Building, north: TrueNorth) -> float | None:
    """Return the azimuth (0 to 90, from true north) of one of the directions that a building's walls face."""
    a, b, _, d, e, _ = north.matrix
    return find_wall_bearing(shapely.transform(building.footprint, lambda xy: xy @ [[a, d], [b, e]]))


def find_main_door(project: Project, building: Building) -> tuple[Floor, Opening] | None:
    """Return a building's main entrance with its floor, the lowest at grade first; None where none is known."""
    entrance = project.campus.main_entrance
    campus_door = entrance.door if entrance is not None and entrance.building == building.id else ""
    wanted = door_number(building.main_entrance or campus_door)
    floors = sorted((f for f in building.floors if f.frame.placed), key=lambda f: (f.ordinal != 0, f.ordinal))
    doors = [(f, o) for f in floors for o in sorted(f.openings, key=lambda o: o.id) if o.exterior and o.kind in DOORS]
    return next(((f, o) for f, o in doors if wanted and door_number(o.shown_number) == wanted), None)


def face_opening(
    campus: Campus, building: Building, floor: Floor, opening: Opening, orientation: Orientation | None
) -> Facing | None:
    """Return where an exterior opening faces; None for others and without coordinates. Courtyards have no side."""
    if campus.north is None or not floor.frame.placed or not opening.exterior:
        return None
    azimuth = _face_of_door(floor, opening, campus.north)
    court = _is_in_courtyard(building.footprint, floor, opening)
    side = name_side(azimuth, orientation.side_a_deg) if orientation is not None and not court else ""
    return Facing(round(azimuth, 1), compass_word(azimuth), side, court)


def _face_of_door(floor: Floor, door: Opening, north: TrueNorth) -> float:
    dx, dy = outward(door.line, _room_of(floor, door))
    a, b, _, d, e, _ = north.matrix
    return azimuth_deg(a * dx + b * dy, d * dx + e * dy)


def _room_of(floor: Floor, door: Opening) -> BaseGeometry:
    return next((space.outline for space in floor.spaces if space.id in door.joins), floor.outline)


def _is_in_courtyard(footprint: BaseGeometry, floor: Floor, door: Opening) -> bool:
    """Tell whether the ground before a door is walled in all round by its building."""
    rings = [ring for part in shapely.get_parts(footprint) for ring in part.interiors]
    if not rings:
        return False
    middle = door.line.interpolate(0.5, normalized=True)
    dx, dy = outward(door.line, _room_of(floor, door))
    before = Point(middle.x + dx * STEP_M, middle.y + dy * STEP_M)
    return any(shapely.Polygon(ring).contains(before) for ring in rings)


def word_sides(orientation: Orientation) -> str:
    """Return a building's sides in words: "A south, B west, C north, D east (assumed: ...)"."""
    faced = [compass_word((orientation.side_a_deg + turn) % 360.0) for turn in (0, 90, 180, 270)]
    sides = ", ".join(f"{letter} {word}" for letter, word in zip("ABCD", faced, strict=True))
    return f"{sides} (assumed: {orientation.why})" if orientation.assumed else sides
