"""Shortest ways in a walking graph, by Dijkstra's algorithm: to the nearest goal, and to each of several."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import heappop, heappush
from typing import Final, NamedTuple

import numpy as np

from campusmap.geometry.doorways import Array
from campusmap.geometry.reach import Ways
from campusmap.geometry.runs import Indices

_LEAST_M: Final = 1e-9  # between two nodes in one place, so that the way with fewer of them is the shorter


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
    metres, steps, order = _walk_from(_list_neighbours(ways), goals, np.inf)
    nearest = [-1] * len(metres)
    for node in order:  # the nearest first: who comes next on the way to a goal has been told which
        nearest[node] = node if steps[node] < 0 else nearest[steps[node]]
    return Nearest(np.array(metres), np.array(nearest, dtype=np.int64), np.array(steps, dtype=np.int64))


def find_each(ways: Ways, goals: Sequence[Sequence[int]], within_m: float = np.inf) -> Each:
    """Return for every node how far each goal is, and the next step towards it; a goal is one node or several.

    What is farther than ``within_m`` from a goal counts as out of its reach.
    """
    near = _list_neighbours(ways)
    rows = [_walk_from(near, nodes, within_m) for nodes in goals]
    metres = np.array([row[0] for row in rows], dtype=np.float64).reshape(len(rows), len(near))
    return Each(metres, np.array([row[1] for row in rows], dtype=np.int64).reshape(len(rows), len(near)))


def _walk_from(
    near: Sequence[Sequence[tuple[int, float]]], goals: Sequence[int], within_m: float
) -> tuple[list[float], list[int], list[int]]:
    """Return metres to the nearest of some nodes and the next node on the way there, and who is there, nearest first.

    By hand: SciPy's graphs take a quarter of a second to import, as long as the ways of a large school take to walk.
    """
    metres, steps, order = [math.inf] * len(near), [-1] * len(near), list[int]()
    queue = [(0.0, node) for node in sorted(set(goals))]
    for far, node in queue:
        metres[node] = far
    while queue:
        far, node = heappop(queue)
        if far > metres[node]:
            continue
        order.append(node)
        for other, length in near[node]:
            onward = far + length
            if onward < metres[other] and onward <= within_m:
                metres[other], steps[other] = onward, node
                heappush(queue, (onward, other))
    return metres, steps, order


@lru_cache(maxsize=4)  # a building's graph is asked for many goals in turn
def _list_neighbours(ways: Ways) -> list[list[tuple[int, float]]]:
    """Return for each node the nodes that it is joined to, with the shortest length."""
    near: list[dict[int, float]] = [{} for _ in ways.passages]
    for (a, b), length in zip(ways.ends.tolist(), np.maximum(ways.lengths, _LEAST_M).tolist(), strict=True):
        near[a][b] = near[b][a] = min(length, near[a].get(b, math.inf))
    return [list(own.items()) for own in near]


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
