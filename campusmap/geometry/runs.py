"""Straight runs of a walker: the points where a way may turn, and which of them lead straight to one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from campusmap.geometry.doorways import Array, Shapes

Indices = NDArray[np.int64]

ROUNDING_M: Final = 1e-5  # above what six-digit coordinates lose, far below any drawing's precision


@dataclass(frozen=True, slots=True)
class Turns:
    """Where a walker may turn: rows of x, y, the node, the part of the free space it lies in, and its neighbours.

    ``turns`` (n, 4) are the vectors to the corners before and after a corner, nan for what is no corner; ``frames``
    (n, 3) a doorway's direction and how many metres sideways one gets in it a metre ahead, nan for what is no doorway.
    """

    xy: Array
    nodes: Indices
    parts: Indices
    turns: Array
    frames: Array


def find_corners(spaces: Shapes, first: int) -> Turns:
    """Return the corners that a way can bend round: those where the free space is more than half round them."""
    rings, owners = shapely.get_rings(shapely.orient_polygons(spaces), return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    size = np.bincount(ring, minlength=len(rings))
    start = np.cumsum(size) - size
    place = np.arange(len(xy))
    own = place != start[ring] + size[ring] - 1  # a ring's last point is its first
    before = np.where(place == start[ring], start[ring] + size[ring] - 2, place - 1)
    back, ahead = xy[before] - xy, xy[np.minimum(place + 1, len(xy) - 1)] - xy
    reflex = own & (_cross(-back, ahead) < -1e-9)
    nodes = first + np.arange(int(reflex.sum()))
    turns = np.hstack([back, ahead])[reflex]
    return Turns(xy[reflex], nodes, owners[ring[reflex]], turns, np.full((len(nodes), 3), np.nan))


def merge(one: Turns, two: Turns) -> Turns:
    """Return the points of both."""
    return Turns(
        np.concatenate([one.xy, two.xy]), np.concatenate([one.nodes, two.nodes]),
        np.concatenate([one.parts, two.parts]), np.concatenate([one.turns, two.turns]),
        np.concatenate([one.frames, two.frames]),
    )  # fmt: skip


def _cross(one: Array, two: Array) -> Array:
    product: Array = one[..., 0] * two[..., 1] - one[..., 1] * two[..., 0]
    return product


def find_runs(points: Turns, spaces: Shapes) -> tuple[Indices, Indices, Array]:
    """Return the pairs of points that see one another inside one part, and their distance."""
    one, two = _pairs(points.parts)
    run = points.xy[two] - points.xy[one]
    useful = _bends(run, points.turns[one]) & _bends(-run, points.turns[two])
    useful &= _leaves(run, points.frames[one]) & _leaves(run, points.frames[two])
    one, two, run = one[useful], two[useful], run[useful]
    # Grown by less than any drawing's precision: the corners lie on the edge of the free space.
    grown = shapely.buffer(spaces, ROUNDING_M, join_style="mitre")
    shapely.prepare(grown)
    sights = shapely.linestrings(np.stack([points.xy[one], points.xy[two]], axis=1))
    seen = shapely.covers(grown[points.parts[one]], sights)
    return points.nodes[one][seen], points.nodes[two][seen], np.hypot(*run[seen].T)


def _pairs(parts: Indices) -> tuple[Indices, Indices]:
    order = np.argsort(parts, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(parts[order])) + 1)
    found = [(group[rows], group[columns]) for group in groups for rows, columns in [np.triu_indices(len(group), 1)]]
    return np.concatenate([one for one, _ in found]), np.concatenate([two for _, two in found])


def _leaves(run: Array, frames: Array) -> NDArray[np.bool_]:
    """Tell whether a run can leave a doorway so: not flatter to it than its jambs let pass."""
    ahead = np.abs(_cross(run, frames[:, :2]))
    sideways = np.abs((run * frames[:, :2]).sum(axis=1))
    with np.errstate(invalid="ignore"):
        free: NDArray[np.bool_] = ~(sideways > frames[:, 2] * ahead + 1e-3)
    return free


def _bends(run: Array, turns: Array) -> NDArray[np.bool_]:
    """Tell whether a shortest way may leave a corner so: only along it, with both its sides on one hand."""
    back, ahead = _cross(run, turns[:, :2]), _cross(run, turns[:, 2:])
    with np.errstate(invalid="ignore"):
        useful: NDArray[np.bool_] = np.isnan(back) | (back * ahead >= -1e-9)
    return useful
