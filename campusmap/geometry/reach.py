"""How far it is to walk: through rooms and their doorways, off the walls, never through them.

Every room is drawn in by a walker's clearance. In what is left the shortest way runs straight from corner to corner
(a visibility graph), and rooms meet at points of their doorways. One graph holds all rooms; one run of Dijkstra's
algorithm from all goals at once gives every distance.
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

from campusmap.geometry.doorways import CLEAR_M, Array, Shapes, find_necks, open_rooms, passage_points

Indices = NDArray[np.int64]

TIGHT_M: Final = 0.2  # half the narrowest gap that counts as a way at all; tool default
SQUEEZE_M: Final = 5.0  # what a gap narrower than twice CLEAR_M counts more, so that a wider way wins; tool default
COARSE_M: Final = 0.02  # shapes of many corners are drawn with fewer, none nearer to a wall; tool default
MANY_CORNERS: Final = 150  # from here on; bounds the work in round rooms
_ROUNDING_M: Final = 1e-5  # above what six-digit coordinates lose, far below any drawing's precision


class Passage(NamedTuple):
    """A doorway, jamb to jamb, and the rooms on its sides by index: two, or one for a door to the outside."""

    line: LineString
    rooms: tuple[int, ...]


class Spot(NamedTuple):
    """A point of a room, by the room's index."""

    room: int
    at: Point


@dataclass(frozen=True, slots=True)
class Ways:
    """A walking graph. Nodes are the spots in their order, then the passages' points, then corners of rooms.

    ``ends`` (n, 2) are the nodes that an edge joins, ``lengths`` its metres; ``passages`` names the passage of each
    node, -1 for the others.
    """

    ends: Indices
    lengths: Array
    passages: Indices


class Nearest(NamedTuple):
    """For each node metres to the nearest goal (inf for none), that goal, and the next node on the way to it."""

    metres: Array
    goals: Indices
    next_nodes: Indices


@dataclass(frozen=True, slots=True)
class _Points:
    """Where a walker may turn: rows of x, y, the node, the part of the free space it lies in, and its neighbours.

    ``turns`` (n, 4) are the vectors to the corners before and after a corner, nan for what is no corner.
    """

    xy: Array
    nodes: Indices
    parts: Indices
    turns: Array


def find_ways(rooms: Sequence[BaseGeometry], passages: Sequence[Passage], spots: Sequence[Spot]) -> Ways:
    """Return the walking graph of some rooms (polygons without what stands in them), in metres.

    Ways keep CLEAR_M off walls and lead through the middle of doorways, as NFPA 101, 7.6.1 measures travel. Where that
    leaves a gap closed, it counts if it is wider than twice TIGHT_M, SQUEEZE_M longer than it is. A passage that does
    not lie on its room's wall leads nowhere.
    """
    if not rooms:
        return Ways(np.empty((0, 2), np.int64), np.empty(0), np.empty(0, np.int64))
    through = [(n, point) for n, passage in enumerate(passages) for point in passage_points(passage.line)]
    fixed = np.array([(spot.at.x, spot.at.y) for spot in spots] + [point for _, point in through]).reshape(-1, 2)
    owner = np.array([-1] * len(spots) + [n for n, _ in through], dtype=np.int64)
    opened, homes = _open_up(np.array(rooms, dtype=object), passages, spots, owner)
    graph = _Graph(fixed)
    graph.join(opened, homes, CLEAR_M, 0.0)
    tight = np.flatnonzero(_has_gaps(opened))
    if len(tight):
        kept = homes[np.isin(homes[:, 1], tight)]
        graph.join(opened[tight], np.column_stack([kept[:, 0], np.searchsorted(tight, kept[:, 1])]), TIGHT_M, SQUEEZE_M)
    return graph.finish(owner)


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

    def __init__(self, fixed: Array) -> None:
        self.fixed = fixed
        self.count = len(fixed)
        self.ends: list[Indices] = []
        self.lengths: list[Array] = []

    def join(self, opened: Shapes, homes: Indices, clearance: float, toll: float) -> None:
        """Join the nodes of each room by the ways at a clearance; every way in or out costs half a toll."""
        free = _draw_in(opened, clearance)
        spaces, owners = shapely.get_parts(free, return_index=True)
        inside = _place(self.fixed[homes[:, 0]], homes[:, 1], opened, free, spaces, owners)
        entry = self.count + np.arange(len(homes))
        self.count += len(homes)
        known = inside.parts >= 0
        step = np.hypot(*(inside.xy - self.fixed[homes[:, 0]]).T)
        self.add(homes[known, 0], entry[known], step[known] + toll / 2)
        corners = _corners(spaces, self.count)
        self.count += len(corners.nodes)
        turns = np.full((int(known.sum()), 4), np.nan)
        points = _merge(_Points(inside.xy[known], entry[known], inside.parts[known], turns), corners)
        self.add(*_see(points, spaces))

    def add(self, one: Indices, two: Indices, lengths: Array) -> None:
        """Add edges."""
        self.ends.append(np.column_stack([one, two]))
        self.lengths.append(lengths)

    def finish(self, owner: Indices) -> Ways:
        """Return the graph."""
        passages = np.concatenate([owner, np.full(self.count - len(owner), -1, dtype=np.int64)])
        return Ways(np.concatenate(self.ends), np.concatenate(self.lengths), passages)


def _draw_in(opened: Shapes, clearance: float) -> Shapes:
    """Return the rooms less a clearance along every wall; mitred, so that corners are cleared by no less."""
    free: Shapes = shapely.buffer(opened, -clearance, join_style="mitre")
    round_ones = shapely.get_num_coordinates(free) > MANY_CORNERS
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
    good = ~empty & (shapely.covers(opened[rooms], steps) | (shapely.length(steps) < _ROUNDING_M))
    parts = np.full(len(points), -1, dtype=np.int64)
    if good.any():
        own, near = shapely.STRtree(spaces).query(shapely.points(entered), predicate="dwithin", distance=_ROUNDING_M)
        same = (owners[near] == rooms[own]) & good[own]
        parts[own[same]] = near[same]
    return _Inside(entered, parts)


def _corners(spaces: Shapes, first: int) -> _Points:
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
    return _Points(xy[reflex], nodes, owners[ring[reflex]], np.hstack([back, ahead])[reflex])


def _merge(one: _Points, two: _Points) -> _Points:
    return _Points(
        np.concatenate([one.xy, two.xy]), np.concatenate([one.nodes, two.nodes]),
        np.concatenate([one.parts, two.parts]), np.concatenate([one.turns, two.turns]),
    )  # fmt: skip


def _cross(one: Array, two: Array) -> Array:
    product: Array = one[..., 0] * two[..., 1] - one[..., 1] * two[..., 0]
    return product


def _see(points: _Points, spaces: Shapes) -> tuple[Indices, Indices, Array]:
    """Return the pairs of points that see one another inside one part, and their distance."""
    one, two = _pairs(points.parts)
    run = points.xy[two] - points.xy[one]
    useful = _bends(run, points.turns[one]) & _bends(-run, points.turns[two])
    one, two, run = one[useful], two[useful], run[useful]
    # Grown by less than any drawing's precision: the corners lie on the edge of the free space.
    grown = shapely.buffer(spaces, _ROUNDING_M, join_style="mitre")
    shapely.prepare(grown)
    sights = shapely.linestrings(np.stack([points.xy[one], points.xy[two]], axis=1))
    seen = shapely.covers(grown[points.parts[one]], sights)
    return points.nodes[one][seen], points.nodes[two][seen], np.hypot(*run[seen].T)


def _pairs(parts: Indices) -> tuple[Indices, Indices]:
    order = np.argsort(parts, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(parts[order])) + 1)
    found = [(group[rows], group[columns]) for group in groups for rows, columns in [np.triu_indices(len(group), 1)]]
    return np.concatenate([one for one, _ in found]), np.concatenate([two for _, two in found])


def _bends(run: Array, turns: Array) -> NDArray[np.bool_]:
    """Tell whether a shortest way may leave a corner so: only along it, with both its sides on one hand."""
    back, ahead = _cross(run, turns[:, :2]), _cross(run, turns[:, 2:])
    with np.errstate(invalid="ignore"):
        useful: NDArray[np.bool_] = np.isnan(back) | (back * ahead >= -1e-9)
    return useful


def find_nearest(ways: Ways, goals: Sequence[int]) -> Nearest:
    """Return for every node the nearest of some nodes by Dijkstra's algorithm, and the next step towards it."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    count = len(ways.passages)
    if not len(goals):
        nowhere = np.full(count, -1, dtype=np.int64)
        return Nearest(np.full(count, np.inf), nowhere, nowhere)
    ends = np.sort(ways.ends, axis=1)
    order = np.lexsort((ways.lengths, ends[:, 1], ends[:, 0]))
    ends, lengths = ends[order], np.maximum(ways.lengths[order], 1e-9)  # a length of nothing is no edge to scipy
    shortest = np.append(True, (np.diff(ends, axis=0) != 0).any(axis=1))
    ends, lengths = ends[shortest], lengths[shortest]
    graph = csr_array((lengths, (ends[:, 0], ends[:, 1])), shape=(count, count))
    metres, before, reached = dijkstra(
        graph, directed=False, indices=sorted(goals), min_only=True, return_predecessors=True
    )
    return Nearest(metres, reached.astype(np.int64), before.astype(np.int64))
