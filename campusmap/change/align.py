"""Which floor is which, and how far a whole floor was shifted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.affinity import affine_transform

from campusmap.change.assign import assign
from campusmap.geometry.fit import Matrix, apply_matrix, solve_similarity
from campusmap.model.places import Floor, Space

# A floor counts as another's only where its numbers say so loudly (tool defaults).
SWAPPED_SHARE: Final = 0.6
OWN_SHARE: Final = 0.2
# A shift below this is a revised drawing, above it another placement, m and degrees (tool defaults).
SHIFT_M: Final = 0.3
TURN_DEG: Final = 0.5
_REFITS: Final = 4  # each leaves out the centres that lie farther off than _NEAR times the median (tool defaults)
_NEAR: Final = 1.5
Shape = TypeVar("Shape", Polygon, MultiPolygon, LineString, Point)
_UNMOVED: Final[Matrix] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shift:
    """A rigid movement of a whole floor: matrix, metres and degrees."""

    matrix: Matrix = _UNMOVED
    shift_m: float = 0.0
    turn_deg: float = 0.0


def pair_floors(old: Sequence[Floor], new: Sequence[Floor]) -> list[tuple[Floor, Floor]]:
    """Pair the floors of one building: by id, but by their room numbers where these plainly say otherwise."""
    names = [floor.id for floor in new]
    pairs = [(floor, new[names.index(floor.id)]) for floor in old if floor.id in names]
    if len(pairs) < 2:
        return pairs
    shares = np.array([[_share_numbers(a, b) for _, b in pairs] for a, _ in pairs])
    moved = {r: c for r, c in assign(-shares - 1e-6 * np.eye(len(pairs))) if r != c}
    loud = all(shares[r, c] >= SWAPPED_SHARE and shares[r, r] <= OWN_SHARE for r, c in moved.items())
    return [(a, pairs[moved.get(n, n) if loud else n][1]) for n, (a, _) in enumerate(pairs)]


def _share_numbers(a: Floor, b: Floor) -> float:
    """Return the share of room numbers that two floors have in common (Jaccard)."""
    ours, theirs = ({s.shown_number for s in floor.spaces if s.shown_number} for floor in (a, b))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def find_shift(old: Floor, new: Floor) -> Shift:
    """Return the rigid movement that takes a floor's rooms to where the new edition has them.

    Rooms whose number occurs once on either side speak, at least three of them; a movement below SHIFT_M and
    TURN_DEG is none.
    """
    source, target = _common_centres(old.spaces, new.spaces)
    if len(source) < 3:
        return Shift()
    by = np.median(target - source, axis=0)
    matrix: Matrix = (1.0, 0.0, float(by[0]), 0.0, 1.0, float(by[1]))
    off = np.hypot(*(source + by - target).T)
    if np.median(off) > SHIFT_M:
        matrix = _fit_most(source, target)
        if np.median(np.hypot(*(apply_matrix(matrix, source) - target).T)) > SHIFT_M:
            return Shift()
    turn = math.degrees(math.atan2(matrix[3], matrix[0]))
    middle = source.mean(axis=0)
    shift = float(np.hypot(*(apply_matrix(matrix, [middle])[0] - middle)))
    return Shift(matrix, shift, turn) if shift > SHIFT_M or abs(turn) > TURN_DEG else Shift()


def _fit_most(source: np.ndarray, target: np.ndarray) -> Matrix:
    """Fit a rigid movement to most of the centres: one of a room that was merged or cut leads the others astray."""
    matrix = solve_similarity(source, target, scale=1.0)
    for _ in range(_REFITS):
        off = np.hypot(*(apply_matrix(matrix, source) - target).T)
        near = off <= max(SHIFT_M, _NEAR * float(np.median(off)))
        if near.all() or near.sum() < 3:
            break
        matrix = solve_similarity(source[near], target[near], scale=1.0)
    return matrix


def _common_centres(old: Sequence[Space], new: Sequence[Space]) -> tuple[np.ndarray, np.ndarray]:
    ours, theirs = _by_lone_number(old), _by_lone_number(new)
    common = sorted(ours.keys() & theirs.keys())
    centres = [shapely.centroid([side[number].outline for number in common]) for side in (ours, theirs)]
    source, target = (shapely.get_coordinates(list(points)).reshape(-1, 2) for points in centres)
    return source, target


def _by_lone_number(spaces: Sequence[Space]) -> dict[str, Space]:
    count = Counter(space.shown_number for space in spaces)
    return {s.shown_number: s for s in spaces if count[s.shown_number] == 1 and s.shown_number and s.outline.area > 0}


def move_floor(floor: Floor, shift: Shift) -> Floor:
    """Return a floor with its rooms and openings moved."""
    if shift.matrix == _UNMOVED:
        return floor
    spaces = tuple(replace(space, outline=move_shape(space.outline, shift)) for space in floor.spaces)
    openings = tuple(replace(opening, line=move_shape(opening.line, shift)) for opening in floor.openings)
    return replace(floor, spaces=spaces, openings=openings, outline=move_shape(floor.outline, shift))


def move_shape(shape: Shape, shift: Shift) -> Shape:
    """Return a shape moved as its floor was."""
    a, b, c, d, e, f = shift.matrix
    return affine_transform(shape, [a, b, d, e, c, f])
