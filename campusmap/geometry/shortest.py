"""Shortest ways in a walking graph, by Dijkstra's algorithm: to the nearest goal, and to each of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from campusmap.geometry.doorways import Array
from campusmap.geometry.reach import Ways
from campusmap.geometry.runs import Indices

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_LEAST_M: Final = 1e-9  # a length of nothing is no edge to scipy


class Nearest(NamedTuple):
    """For each node metres to the nearest goal (inf for none), that goal, and the next node on the way to it."""

    metres: Array
    goals: Indices
    next_nodes: Indices


class Each(NamedTuple):
    """For each goal a row: for each node metres to that goal (inf for none) and the next node on the way, -1 at it."""

    metres: Array
    next_nodes: Indices


def find_nearest(ways: Ways, goals: Sequence[int]) -> Nearest:
    """Return for every node the nearest of some nodes, and the next step towards it."""
    from scipy.sparse.csgraph import dijkstra

    count = len(ways.passages)
    if not len(goals):
        nowhere = np.full(count, -1, dtype=np.int64)
        return Nearest(np.full(count, np.inf), nowhere, nowhere)
    metres, before, reached = dijkstra(
        _to_matrix(ways), directed=False, indices=sorted(goals), min_only=True, return_predecessors=True
    )
    return Nearest(metres, _known(reached), _known(before))


def find_each(ways: Ways, goals: Sequence[Sequence[int]], within_m: float = np.inf) -> Each:
    """Return for every node how far each goal is, and the next step towards it; a goal is one node or several.

    What is farther than ``within_m`` from a goal counts as out of its reach.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    count = len(ways.passages)
    if not goals:
        return Each(np.empty((0, count)), np.empty((0, count), dtype=np.int64))
    # A node more for each goal, from which its own can be gone to but not come from: one run serves all goals.
    plain = _to_symmetric(ways)
    own = [sorted(set(nodes)) for nodes in goals]
    entries = [node for nodes in own for node in nodes]
    bounds = len(plain.data) + np.cumsum([len(nodes) for nodes in own])
    matrix = csr_array(
        (
            np.append(plain.data, np.full(len(entries), _LEAST_M)),
            np.append(plain.indices, np.array(entries, dtype=plain.indices.dtype)),
            np.append(plain.indptr, bounds.astype(plain.indptr.dtype)),
        ),
        shape=(count + len(goals),) * 2,
    )
    starts = count + np.arange(len(goals))
    metres, before = dijkstra(matrix, directed=True, indices=starts, return_predecessors=True, limit=within_m)
    steps = _known(before[:, :count])
    return Each(metres[:, :count], np.where(steps >= count, -1, steps))


def find_each_by_hand(ways: Ways, goals: Sequence[Sequence[int]]) -> Each:
    """Return what ``find_each`` does, for graphs of some hundred nodes, without SciPy.

    SciPy's graphs take a quarter of a second to import, a sixth of the time in which a drawing is inspected.
    """
    count = len(ways.passages)
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for (a, b), length in zip(ways.ends.tolist(), np.maximum(ways.lengths, _LEAST_M).tolist(), strict=True):
        near[a][b] = near[b][a] = min(length, near[a].get(b, np.inf))
    rows = [_walk_from(near, nodes) for nodes in goals]
    metres = np.array([row[0] for row in rows], dtype=np.float64).reshape(-1, count)
    return Each(metres, np.array([row[1] for row in rows], dtype=np.int64).reshape(-1, count))


def _walk_from(near: Sequence[dict[int, float]], nodes: Sequence[int]) -> tuple[list[float], list[int]]:
    """Return for each node the metres to the nearest of some nodes, and the next node on the way there."""
    metres, steps = [np.inf] * len(near), [-1] * len(near)
    queue = [(_LEAST_M, node) for node in sorted(nodes)]
    for far, node in queue:
        metres[node] = far
    while queue:
        far, node = heappop(queue)
        if far > metres[node]:
            continue
        for other, length in near[node].items():
            if far + length < metres[other]:
                metres[other], steps[other] = far + length, node
                heappush(queue, (far + length, other))
    return metres, steps


def _known(nodes: NDArray[np.signedinteger]) -> Indices:
    """Turn scipy's mark for no node into -1."""
    return np.maximum(nodes.astype(np.int64), -1)


@lru_cache(maxsize=4)  # a building's graph is asked for many goals in turn
def _to_matrix(ways: Ways) -> csr_array[Any]:
    """Return the shortest edge between any two nodes, above the diagonal."""
    from scipy.sparse import csr_array

    count = len(ways.passages)
    ends = np.sort(ways.ends, axis=1)
    pair = ends[:, 0] * count + ends[:, 1]
    order = np.lexsort((ways.lengths, pair))
    ends, lengths = ends[order], np.maximum(ways.lengths[order], _LEAST_M)
    shortest = np.append(True, np.diff(pair[order]) != 0)[: len(ends)]
    ends, lengths = ends[shortest], lengths[shortest]
    return csr_array((lengths, (ends[:, 0], ends[:, 1])), shape=(count, count))


@lru_cache(maxsize=4)
def _to_symmetric(ways: Ways) -> csr_array[Any]:
    """Return the shortest edge between any two nodes, both ways."""
    plain: Any = _to_matrix(ways)
    both: csr_array[Any] = plain + plain.T
    return both


def trace(next_nodes: Indices, node: int) -> list[int]:
    """Return the nodes on the way from a node to its goal, both included."""
    way = [node]
    while (node := int(next_nodes[node])) >= 0:
        way.append(node)
    return way


def add_edges(ways: Ways, joined: dict[tuple[int, int], float]) -> Ways:
    """Return a graph with more edges, by the nodes that they join and their metres."""
    if not joined:
        return ways
    ends = np.array([*joined], dtype=np.int64)
    return replace(
        ways, ends=np.concatenate([ways.ends, ends]), lengths=np.concatenate([ways.lengths, [*joined.values()]])
    )


def drop_passages(ways: Ways, passages: Sequence[int]) -> Ways:
    """Return a graph in which some passages are no way through."""
    shut = np.isin(ways.passages, np.array(passages, dtype=np.int64))
    open_ = ~shut[ways.ends].any(axis=1)
    return replace(ways, ends=ways.ends[open_], lengths=ways.lengths[open_])
