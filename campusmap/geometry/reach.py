"""How far it is to walk: through rooms and their doorways, off the walls, never through them.

Every room is drawn in by a walker's clearance. In what is left the shortest way runs straight from corner to corner
(a visibility graph), and rooms meet at points of their doorways. One graph holds all rooms; one run of Dijkstra's
algorithm (geometry.shortest) from all goals at once gives every distance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.doorways import (
    CLEAR_M,
    NECK_HALF_M,
    Array,
    Shapes,
    crossing_points,
    find_necks,
    open_rooms,
    passage_points,
)
from campusmap.geometry.runs import ROUNDING_M, Indices, Turns, find_corners, find_runs, merge

TIGHT_M: Final = 0.2  # half the narrowest gap that counts as a way at all; tool default
SQUEEZE_M: Final = 5.0  # what a gap narrower than twice CLEAR_M counts more, so that a wider way wins; tool default
COARSE_M: Final = 0.02  # shapes of many corners are drawn with fewer, none nearer to a wall; tool default
MANY_CORNERS: Final = 150  # from here on; bounds the work in round rooms
ROUND: Final = 0.7  # if that spares so many of their corners; tool default


class Passage(NamedTuple):
    """A doorway, jamb to jamb, and the rooms on its sides by index: two, or one for a door to the outside."""

    line: LineString
    rooms: tuple[int, ...]


class Spot(NamedTuple):
    """A point of a room, by the room's index."""

    room: int
    at: Point


@dataclass(frozen=True, slots=True, eq=False)  # one is known by itself, so that what is made of it can be kept
class Ways:
    """A walking graph. Nodes are the spots in their order, then the passages' points, then corners of rooms.

    ``ends`` (n, 2) are the nodes that an edge joins, ``lengths`` its metres; ``passages`` names the passage of each
    node, -1 for the others; ``xy`` (nodes, 2) is where they are and ``rooms`` in which room, of a passage the first.
    """

    ends: Indices
    lengths: Array
    passages: Indices
    xy: Array
    rooms: Indices


def find_ways(rooms: Sequence[BaseGeometry], passages: Sequence[Passage], spots: Sequence[Spot]) -> Ways:
    """Return the walking graph of some rooms (polygons without what stands in them), in metres.

    Ways keep CLEAR_M off walls, cross doorways wherever that leaves room, and end in the middle of one that leads
    outside, as NFPA 101, 7.6.1 measures travel. Where the clearance leaves a gap closed, it counts if it is wider than
    twice TIGHT_M, SQUEEZE_M longer than it is. A passage that does not lie on its room's wall leads nowhere.
    """
    if not rooms:
        none = np.empty(0, np.int64)
        return Ways(np.empty((0, 2), np.int64), np.empty(0), none, np.empty((0, 2)), none)
    through = [(n, point) for n, passage in enumerate(passages) for point in _points_of(passage)]
    fixed = np.array([(spot.at.x, spot.at.y) for spot in spots] + [point for _, point in through]).reshape(-1, 2)
    owner = np.array([-1] * len(spots) + [n for n, _ in through], dtype=np.int64)
    first_rooms = [spot.room for spot in spots] + [passages[n].rooms[0] for n, _ in through]
    # A shape that carries a grid, as after set_precision, hands it on: grown by less than its step it would be gone.
    free = shapely.set_precision(np.array(rooms, dtype=object), 0.0, mode="pointwise")
    opened, homes = _open_up(free, passages, spots, owner)
    graph = _Graph(fixed, np.array(first_rooms, dtype=np.int64), _frames(passages)[owner])
    graph.join(opened, np.arange(len(opened)), homes, CLEAR_M, 0.0)
    tight = np.flatnonzero(_has_gaps(opened))
    if len(tight):
        kept = homes[np.isin(homes[:, 1], tight)]
        inside = np.column_stack([kept[:, 0], np.searchsorted(tight, kept[:, 1])])
        graph.join(opened[tight], tight, inside, TIGHT_M, SQUEEZE_M)
    return graph.finish(owner)


def _frames(passages: Sequence[Passage]) -> Array:
    """Return the direction of each doorway and half its width, and a row of nan, which the index -1 finds."""
    lines = np.array([passage.line for passage in passages], dtype=object)
    ends = shapely.get_coordinates(np.stack([shapely.get_point(lines, 0), shapely.get_point(lines, -1)], axis=1))
    run = ends[1::2] - ends[::2]
    length = np.maximum(np.hypot(*run.T), 1e-6)
    framed = np.column_stack([run / length[:, None], np.maximum(length / 2, NECK_HALF_M)])
    return np.vstack([framed, np.full((1, 3), np.nan)])


def _points_of(passage: Passage) -> list[tuple[float, float]]:
    return crossing_points(passage.line) if len(passage.rooms) > 1 else passage_points(passage.line)


def _open_up(
    rooms: Shapes, passages: Sequence[Passage], spots: Sequence[Spot], owner: Indices
) -> tuple[Shapes, Indices]:
    """Return the rooms with their passages, and rows of (node, room): which node lies in which room."""
    sides = [(n, room) for n, passage in enumerate(passages) for room in dict.fromkeys(passage.rooms)]
    lines = np.array([passages[n].line for n, _ in sides], dtype=object)
    beside = np.array([room for _, room in sides], dtype=np.int64)
    homes = [(node, spot.room) for node, spot in enumerate(spots)]
    if not sides:
        return rooms, np.array(homes, dtype=np.int64).reshape(-1, 2)
    necks = find_necks(lines, rooms[beside])
    open_to: dict[int, list[int]] = {}
    for (n, room), neck in zip(sides, necks, strict=True):
        if neck is not None:
            open_to.setdefault(n, []).append(room)
    homes += [(node, room) for node, n in enumerate(owner.tolist()) if n >= 0 for room in open_to.get(n, [])]
    return open_rooms(rooms, beside, necks), np.array(homes, dtype=np.int64).reshape(-1, 2)


def _has_gaps(opened: Shapes) -> NDArray[np.bool_]:
    """Tell which rooms have places that the full clearance leaves closed and the tight one does not."""
    tight = shapely.buffer(opened, -TIGHT_M, join_style="mitre")
    regrown = shapely.buffer(
        shapely.buffer(opened, -CLEAR_M, join_style="mitre"), CLEAR_M - TIGHT_M + 0.01, join_style="mitre"
    )
    gaps: NDArray[np.bool_] = shapely.area(shapely.difference(tight, regrown)) > 0.01
    return gaps


class _Graph:
    """Edges so far; nodes beyond the fixed ones are corners."""

    def __init__(self, fixed: Array, rooms: Indices, frames: Array) -> None:
        self.fixed = fixed
        self.frames = frames
        self.count = len(fixed)
        self.xy = [fixed]
        self.rooms = [rooms]
        self.ends: list[Indices] = []
        self.lengths: list[Array] = []

    def join(self, opened: Shapes, names: Indices, homes: Indices, clearance: float, toll: float) -> None:
        """Join the nodes of each room by the ways at a clearance; every way in or out costs half a toll.

        ``names`` are the rooms' indices; ``homes`` rows of (node, place in ``opened``).
        """
        free = _draw_in(opened, clearance)
        spaces, owners = shapely.get_parts(free, return_index=True)
        inside = _place(self.fixed[homes[:, 0]], homes[:, 1], opened, free, spaces, owners)
        entry = self.place(inside.xy, names[homes[:, 1]])
        known = inside.parts >= 0
        step = np.hypot(*(inside.xy - self.fixed[homes[:, 0]]).T)
        self.add(homes[known, 0], entry[known], step[known] + toll / 2)
        corners = find_corners(spaces, self.count)
        self.place(corners.xy, names[owners[corners.parts]])
        frames = self.frames[homes[known, 0]]
        frames[:, 2] = 2 * (frames[:, 2] - clearance) / clearance  # the doorway is at least so deep
        turns = np.full((len(frames), 4), np.nan)
        points = merge(Turns(inside.xy[known], entry[known], inside.parts[known], turns, frames), corners)
        self.add(*find_runs(points, spaces))

    def place(self, xy: Array, rooms: Indices) -> Indices:
        """Add nodes; return them."""
        self.xy.append(xy)
        self.rooms.append(rooms)
        self.count += len(xy)
        return np.arange(self.count - len(xy), self.count)

    def add(self, one: Indices, two: Indices, lengths: Array) -> None:
        """Add edges."""
        self.ends.append(np.column_stack([one, two]))
        self.lengths.append(lengths)

    def finish(self, owner: Indices) -> Ways:
        """Return the graph."""
        passages = np.concatenate([owner, np.full(self.count - len(owner), -1, dtype=np.int64)])
        xy, rooms = np.concatenate(self.xy), np.concatenate(self.rooms)
        return Ways(np.concatenate(self.ends), np.concatenate(self.lengths), passages, xy, rooms)


def _draw_in(opened: Shapes, clearance: float) -> Shapes:
    """Return the rooms less a clearance along every wall; mitred, so that corners are cleared by no less."""
    free: Shapes = shapely.buffer(opened, -clearance, join_style="mitre")
    many = shapely.get_num_coordinates(free)
    round_ones = many > MANY_CORNERS
    # Corridors of many doors have many corners that cannot be spared.
    round_ones[round_ones] = (
        shapely.get_num_coordinates(shapely.simplify(free[round_ones], COARSE_M)) < ROUND * many[round_ones]
    )
    if round_ones.any():
        smaller = shapely.buffer(opened[round_ones], -clearance - COARSE_M, join_style="mitre")
        free[round_ones] = shapely.simplify(smaller, COARSE_M)
    return free


class _Inside(NamedTuple):
    xy: Array
    parts: Indices


def _place(points: Array, rooms: Indices, opened: Shapes, free: Shapes, spaces: Shapes, owners: Indices) -> _Inside:
    """Return where each point enters its room's free space and in which part: as it is, or a step straight to it.

    The part is -1 where no step stays inside the room.
    """
    shapely.prepare(opened)
    spots = shapely.points(points)
    steps = shapely.shortest_line(spots, free[rooms])
    empty = shapely.is_missing(steps) | shapely.is_empty(steps)
    steps[empty] = shapely.linestrings(np.repeat(points[empty][:, None], 2, axis=1))
    entered = shapely.get_coordinates(steps).reshape(-1, 2, 2)[:, 1]
    good = ~empty & (shapely.covers(opened[rooms], steps) | (shapely.length(steps) < ROUNDING_M))
    parts = np.full(len(points), -1, dtype=np.int64)
    if good.any():
        own, near = shapely.STRtree(spaces).query(shapely.points(entered), predicate="dwithin", distance=ROUNDING_M)
        same = (owners[near] == rooms[own]) & good[own]
        parts[own[same]] = near[same]
    return _Inside(entered, parts)
