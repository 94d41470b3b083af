"""The poses in which an outline lies on a footprint: every turn and both hands, scored by what they share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.fit import Coords, Matrix, apply_matrix, solve_similarity
from campusmap.georeference.footprint import outer_area

STEP_DEG: Final = 5  # of the scan; a bar ten times as long as wide still overlaps itself at half a step (tool default)
KEPT: Final = 8  # peaks of the scan that are refined, each hand
SAMPLES: Final = 300  # points along the outline
ROUNDS: Final = 80  # of refining; a shift that only the short sides of a bar can see shrinks by a tenth a round
STILL_M: Final = 1e-5  # refining ends when no point moves farther
SAME_DEG: Final = 4.0  # refined poses closer than this are one

Shapes = tuple[BaseGeometry, BaseGeometry]


@dataclass(frozen=True, slots=True)
class Pose:
    """One way to lay an outline on a footprint: its matrix, and the share that both have in common.

    ``overlap`` is the area in common over the area covered by either. ``turn_deg`` is counter-clockwise, that of
    the outline's x axis.
    """

    matrix: Matrix
    overlap: float
    mirrored: bool

    @property
    def turn_deg(self) -> float:
        """Return how far the outline's x axis is turned, in (-180, 180]."""
        return math.degrees(math.atan2(self.matrix[3], self.matrix[0]))


def find_poses(outline: BaseGeometry, footprint: BaseGeometry, scale: float = 1.0) -> tuple[Pose, ...]:
    """Return the poses that fit locally best, best first, straight before mirrored; the scale is held.

    The outline's centroid is laid on the footprint's under every turn of 5 degrees; each peak of the overlap is
    refined by iterated closest points (Besl and McKay 1992). Both shapes are areas in metres; an empty one has none.
    """
    ours, theirs = comparable(outline, footprint)
    if ours.is_empty or theirs.is_empty:
        return ()
    found = [refine(ours, theirs, start, scale, mirrored) for start, mirrored in _starts(ours, theirs, scale)]
    kept: list[Pose] = []
    for pose in sorted(found, key=lambda pose: (-round(pose.overlap, 3), pose.mirrored, pose.turn_deg % 360)):
        if not any(_are_same(pose, other) for other in kept):
            kept.append(pose)
    return tuple(kept)


def comparable(outline: BaseGeometry, footprint: BaseGeometry) -> Shapes:
    """Return both areas fit to be compared: with courtyards only where both have some."""
    if all(shapely.get_num_interior_rings(shapely.get_parts(shape)).any() for shape in (outline, footprint)):
        return outline, footprint
    return outer_area(outline), outer_area(footprint)


def measure_overlap(one: BaseGeometry, other: BaseGeometry) -> float:
    """Return the area in common over the area covered by either; 0 for empty areas."""
    common = one.intersection(other).area
    covered = one.area + other.area - common
    return float(common / covered) if covered > 0 else 0.0


def refine(ours: BaseGeometry, theirs: BaseGeometry, start: Matrix, scale: float, mirrored: bool) -> Pose:
    """Move an outline from a first matrix until its edge lies as close to the footprint's as it can."""
    edge, samples = theirs.boundary, _sample(ours)
    shapely.prepare(edge)
    matrix, moved = start, apply_matrix(start, samples)
    for _ in range(ROUNDS):
        nearest = shapely.get_coordinates(shapely.shortest_line(shapely.points(moved), edge))[1::2]
        if not np.ptp(nearest, axis=0).any():  # so far away that one corner is the nearest to all: there is no closer
            break
        matrix = solve_similarity(samples, nearest, mirrored, scale)
        before, moved = moved, apply_matrix(matrix, samples)
        if np.abs(moved - before).max() < STILL_M:
            break
    poses = [Pose(m, measure_overlap(move_area(ours, m), theirs), mirrored) for m in (matrix, start)]
    return max(poses, key=lambda pose: pose.overlap)


def move_area(area: BaseGeometry, matrix: Matrix) -> BaseGeometry:
    """Return an area moved by a matrix."""
    return shapely.transform(area, lambda coords: apply_matrix(matrix, coords))


def _sample(area: BaseGeometry) -> Coords:
    step = area.boundary.length / SAMPLES
    return shapely.get_coordinates(shapely.segmentize(area.boundary, step))


def _starts(ours: BaseGeometry, theirs: BaseGeometry, scale: float) -> Iterator[tuple[Matrix, bool]]:
    """Yield the turns at which the overlap peaks, for both hands."""
    turns = np.arange(0, 360, STEP_DEG)
    for mirrored in (False, True):
        matrices = [_about_centroids(ours, theirs, float(turn), scale, mirrored) for turn in turns]
        moved = np.array([move_area(ours, matrix) for matrix in matrices], dtype=object)
        shares = shapely.area(shapely.intersection(moved, theirs))
        for index in _peaks(shares)[:KEPT]:
            yield matrices[index], mirrored


def _peaks(shares: NDArray[np.float64]) -> list[int]:
    """Return where values on a circle are highest among their neighbours, the highest first."""
    rounded = np.round(shares / shares.max(), 6) if shares.max() > 0 else shares
    is_peak = (rounded >= np.roll(rounded, 1)) & (rounded > np.roll(rounded, -1))
    found = np.flatnonzero(is_peak) if is_peak.any() else np.array([0])
    return sorted((int(index) for index in found), key=lambda index: (-rounded[index], index))


def _about_centroids(ours: BaseGeometry, theirs: BaseGeometry, turn_deg: float, scale: float, mirrored: bool) -> Matrix:
    cos, sin = scale * math.cos(math.radians(turn_deg)), scale * math.sin(math.radians(turn_deg))
    b, e = (sin, -cos) if mirrored else (-sin, cos)
    x, y = ours.centroid.x, ours.centroid.y
    return (cos, b, theirs.centroid.x - cos * x - b * y, sin, e, theirs.centroid.y - sin * x - e * y)


def _are_same(one: Pose, other: Pose) -> bool:
    apart = abs((one.turn_deg - other.turn_deg + 180) % 360 - 180)
    return one.mirrored == other.mirrored and apart < SAME_DEG
