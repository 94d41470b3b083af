"""The sides of buildings as responders call them: A is the address side, B, C and D follow clockwise."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from campusmap.carto.door_marks import Move, draw_ways_in
from campusmap.carto.marks import Layer, Line, Scene, Symbol
from campusmap.carto.scene import ground_floors, mover
from campusmap.carto.sheet import Badge, Ink, Words
from campusmap.carto.symbols import SIDE
from campusmap.kept import recall
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building, Campus
from campusmap.safety.marker_place import OUTDOOR_KINDS

_LETTERS: Final = "ABCD"
_FOOTPRINT: Final = "building.footprint"
_ASTRAY: Final = 0.5  # of the way to its own building, at which a letter is nearer another; tool default
_OFF_DOOR_M: Final = 3.0  # nearer a door or a key box, a letter's line would be read as its own; tool default
_OFF_MIDDLE: Final = 0.25  # of a side's length, how far from its middle a letter may be tied; tool default
_STEP_M: Final = 1.0
_APART: Final = "/side/"  # between the building's id and the letter


def with_sides(
    scene: Scene, campus: Campus, analysis: Analysis, buildings: tuple[str, ...], letters: str = _LETTERS
) -> Scene:
    """Add the letters of the sides of some buildings to a scene, as far as it is known which way they face.

    Letters are tied to walls clear of doors, but for those of crowded maps, which show few: there each point of a
    wall that is taken drives a symbol away.
    """
    clear, move = letters == _LETTERS, mover(campus)
    facing = {each.building: each.side_a_deg for each in analysis.orientations}
    known = {b.id: b for b in campus.buildings if b.id in facing and not b.footprint.is_empty}
    given = [
        (key, move(known[key].footprint), _doors(campus, known[key], move) if clear else Point(), facing[key])
        for key in buildings
        if key in known
    ]
    found = recall("sides", {"walls and doors": given}, lambda: [mark for each in given for mark in _side_marks(*each)])
    marks = tuple(mark for mark in found if mark.label in letters)
    return replace(scene, layers=(*scene.layers, Layer("sides", "Sides", marks))) if marks else scene


def building_of(subject: str) -> str:
    """Return the building whose side a symbol's subject is."""
    return subject.partition(_APART)[0]


def find_astray(items: Iterable[Ink | Words | Badge]) -> set[str]:
    """Return the buildings with a letter that stands much nearer another on a map, whose side it would be taken for."""
    listed = list(items)
    shapes: dict[str, list[BaseGeometry]] = {}
    for item in listed:
        if isinstance(item, Ink) and item.style == _FOOTPRINT:
            shapes.setdefault(item.subject, []).append(item.shape)
    grounds = {building: shapely.union_all(parts) for building, parts in shapes.items()}
    letters = [item for item in listed if isinstance(item, Badge) and item.kind == SIDE]
    return {building_of(letter.subject) for letter in letters if _is_astray(letter, grounds)}


def _is_astray(letter: Badge, grounds: dict[str, BaseGeometry]) -> bool:
    away = {building: shape.distance(Point(letter.x, letter.y)) for building, shape in grounds.items()}
    own = away.pop(building_of(letter.subject), 0.0)
    return min(away.values(), default=own) < _ASTRAY * own


def _side_marks(building: str, shape: BaseGeometry, doors: BaseGeometry, side_a_deg: float) -> Iterator[Symbol]:
    for n, letter in enumerate(_LETTERS):
        turn = math.radians(side_a_deg + 90.0 * n)
        dx, dy = math.sin(turn), math.cos(turn)
        x, y = _wall_clear_of_doors(shape, doors, dx, dy)
        yield Symbol(SIDE, x, y, letter, f"{building}{_APART}{letter}", dx, dy)


def _doors(campus: Campus, building: Building, move: Move) -> BaseGeometry:
    """Return the exterior doors that the grounds show of a building, and what hangs on outer walls beside them."""
    marks = (mark for floor in ground_floors([building]) for mark in draw_ways_in(floor, move))
    hung = [move(m.at) for m in campus.markers if m.at is not None and m.kind in OUTDOOR_KINDS and m.is_there]
    return shapely.union_all([*(mark.shape for mark in marks if isinstance(mark, Line)), *hung])


def _wall_clear_of_doors(shape: BaseGeometry, doors: BaseGeometry, dx: float, dy: float) -> tuple[float, float]:
    """Return the point of a side's wall that its letter is tied to: near the middle, off doors, whose it would seem.

    No point is taken that lies much deeper behind the side than its middle does: the wall there is another.
    """
    points = shapely.get_coordinates(shape)
    middle = _middle_of_side(points, dx, dy)
    at_middle = _wall_behind(shape, middle, dx, dy)
    reach = float(np.ptp(points @ np.array([-dy, dx]))) * _OFF_MIDDLE
    for away in (sign * step for step in np.arange(0.0, reach, _STEP_M).tolist() for sign in (1.0, -1.0)):
        x, y = _wall_behind(shape, (middle[0] - away * dy, middle[1] + away * dx), dx, dy)
        deeper = abs((x - at_middle[0]) * dx + (y - at_middle[1]) * dy)
        if deeper < _OFF_DOOR_M and (doors.is_empty or Point(x, y).distance(doors) > _OFF_DOOR_M):
            return x, y
    return at_middle


def _wall_behind(shape: BaseGeometry, at: tuple[float, float], dx: float, dy: float) -> tuple[float, float]:
    """Return the first point of a building seen from the middle of a side, straight in; else the nearest."""
    x0, y0, x1, y1 = shape.bounds
    deep = x1 - x0 + y1 - y0
    seen = shape.intersection(LineString([at, (at[0] - deep * dx, at[1] - deep * dy)]))
    wall = nearest_points(Point(at), shape if seen.is_empty else seen)[1]
    return wall.x, wall.y


def _middle_of_side(
    points: np.ndarray[tuple[int, int], np.dtype[np.float64]], dx: float, dy: float
) -> tuple[float, float]:
    """Return the point farthest out in a direction, midway between what lies left and right of it."""
    out, across = points @ np.array([dx, dy]), points @ np.array([-dy, dx])
    far, middle = float(out.max()), float(across.min() + across.max()) / 2
    return far * dx - middle * dy, far * dy + middle * dx
