"""Where a thing is, as people say it: which floor of how many, and which part of the building."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point

from campusmap.geometry.bearing import azimuth_deg, compass_word
from campusmap.model.analysis import Orientation
from campusmap.model.places import Building, Campus, Floor, TrueNorth
from campusmap.safety.lookup import short_id
from campusmap.safety.sides import find_building_bearing

# By whether a point lies towards side B and towards side A of the middle.
_CORNERS: Final = {(True, True): "A/B", (True, False): "B/C", (False, False): "C/D", (False, True): "D/A"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a building: ``compass`` a word or "centre"; ``quadrant`` the two sides it lies between, "" unknown."""

    compass: str
    quadrant: str


def word_floor(building: Building, floor: Floor) -> str:
    """Return a floor in words that nobody counts otherwise: "Floor 2 of 3, level 2"; basements "Below ground 1 of 1".

    Floors are counted from the ground up, as the fire service counts divisions; the level is the floor's own code, as
    lifts and room numbers have it.
    """
    above = floor.ordinal >= 0
    ordinals = sorted((f.ordinal for f in building.floors if (f.ordinal >= 0) is above), key=abs)
    count = f"{'Floor' if above else 'Below ground'} {ordinals.index(floor.ordinal) + 1} of {len(ordinals)}"
    return f"{count}, level {level_code(floor)}"


def level_code(floor: Floor) -> str:
    """Return a floor's code as lifts have it, else its id, without the word "level" or "floor" before it."""
    code = floor.code or short_id(floor)
    return re.sub(r"(?i)^(?:level|floor)(?![a-z])[\s._-]?(?=.)", "", code)


@dataclass(frozen=True, slots=True)
class Quarters:
    """A building's box, laid along its sides: ``turn`` is the matrix from campus metres to (towards B, towards A)."""

    front_deg: float
    turn: NDArray[np.float64]
    middle: tuple[float, float]
    half: tuple[float, float]
    has_sides: bool


def lay_quarters(campus: Campus, building: Building, orientation: Orientation | None) -> Quarters | None:
    """Lay the box round a building's footprint, along side A, else along its walls; None without coordinates."""
    if campus.north is None or building.footprint.is_empty:
        return None
    walls = find_building_bearing(building, campus.north) or 0.0
    front = orientation.side_a_deg if orientation is not None else walls
    turn = _turn_to(math.radians(front), campus.north)
    x0, y0, x1, y1 = shapely.transform(building.footprint, lambda xy: xy @ turn).bounds
    half = (max(x1 - x0, 1e-3) / 2, max(y1 - y0, 1e-3) / 2)
    return Quarters(front, turn, ((x0 + x1) / 2, (y0 + y1) / 2), half, orientation is not None)


def lay_all_quarters(campus: Campus, orientations: Iterable[Orientation]) -> dict[str, Quarters | None]:
    """Return the box of every building by its id."""
    oriented = {each.building: each for each in orientations}
    return {b.id: lay_quarters(campus, b, oriented.get(b.id)) for b in campus.buildings}


def _turn_to(front: float, north: TrueNorth) -> NDArray[np.float64]:
    a, b, _, d, e, _ = north.matrix
    ahead = np.array([[math.cos(front), math.sin(front)], [-math.sin(front), math.cos(front)]])
    turned: NDArray[np.float64] = np.array([[a, d], [b, e]]) @ ahead
    return turned


def find_part(quarters: Quarters, at: Point) -> Part:
    """Return which ninth of its building's box a point in campus metres lies in, and between which sides."""
    x, y = np.array([at.x, at.y]) @ quarters.turn - np.array(quarters.middle)
    across, ahead = (_third(float(offset / half)) for offset, half in zip((x, y), quarters.half, strict=True))
    if (across, ahead) == (0, 0):
        return Part("centre", "centre" if quarters.has_sides else "")
    azimuth = quarters.front_deg + azimuth_deg(across, ahead)
    return Part(compass_word(azimuth % 360.0), _CORNERS[x >= 0, y >= 0] if quarters.has_sides else "")


def _third(share: float) -> int:
    """Return -1, 0 or 1 for the third of the box that a share of its half length lies in."""
    return 0 if abs(share) <= 1 / 3 else int(math.copysign(1, share))
