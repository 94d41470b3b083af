"""Cells of one face merged along their widest shared edges."""

from __future__ import annotations

import heapq
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.faces import GRID_M, largest_polygon
from campusmap.geometry.lines import Bools, Floats, Ints, Shapes, make_points, paths_to_segments, segment_lengths

_KEY_M: Final = 0.002  # ends that agree to this are the same node
Heap = list[tuple[float, int, int]]


def hold_seeds(cells: Shapes, seeds: Floats) -> Bools:
    """Tell which cells hold one of the points (k, 2)."""
    held = np.zeros(len(cells), dtype=bool)
    if len(seeds):
        held[shapely.STRtree(cells).query(make_points(seeds), predicate="within")[1]] = True
    return held


def merge_cells(cells: Shapes, held: Bools) -> list[Polygon]:
    """Merge cells of one polygonization along their widest shared edge first, never two held ones together.

    What touches no held cell stays on its own.
    """
    group = _group_cells(cells, held.copy())
    parts = [largest_polygon(shapely.union_all(cells[group == k], grid_size=GRID_M)) for k in np.unique(group)]
    return [part for part in parts if part.area > 0]


def _group_cells(cells: Shapes, held: Bools) -> Ints:
    edges = _shared_edges(cells)
    group = list(range(len(cells)))
    links: list[dict[int, float]] = [{} for _ in cells]
    for a, b, length in edges:
        links[a][b] = links[b][a] = links[a].get(b, 0.0) + length
    heap = [(-length, a, b) for a in range(len(cells)) for b, length in links[a].items() if a < b]
    heapq.heapify(heap)
    while heap:
        length, a, b = heapq.heappop(heap)
        if group[a] != a or group[b] != b or links[a].get(b) != -length or (held[a] and held[b]):
            continue
        _merge(a, b, group, links, held, heap)
    return np.array([_root(group, k) for k in range(len(cells))], dtype=np.int64)


def _merge(a: int, b: int, group: list[int], links: list[dict[int, float]], held: Bools, heap: Heap) -> None:
    group[b] = a
    held[a] |= held[b]
    for other, length in sorted(links[b].items()):
        links[other].pop(b, None)
        if other != a:
            links[a][other] = links[other][a] = links[a].get(other, 0.0) + length
            heapq.heappush(heap, (-links[a][other], min(a, other), max(a, other)))
    links[b].clear()


def _root(group: list[int], k: int) -> int:
    while group[k] != k:
        k = group[k]
    return k


def _shared_edges(cells: Shapes) -> list[tuple[int, int, float]]:
    """List the edges that two cells have in common: (cell, cell, length)."""
    owner: dict[tuple[int, ...], list[int]] = {}
    rings = [(k, ring) for k, cell in enumerate(cells.tolist()) for ring in (cell.exterior, *cell.interiors)]
    segments, path = paths_to_segments([[(x, y) for x, y, *_ in ring.coords] for _, ring in rings])
    index = np.array([k for k, _ in rings])[path]
    keys = np.round(segments / _KEY_M).astype(np.int64)
    swap = (keys[:, 0, 0] > keys[:, 1, 0]) | ((keys[:, 0, 0] == keys[:, 1, 0]) & (keys[:, 0, 1] > keys[:, 1, 1]))
    keys[swap] = keys[swap][:, ::-1]
    length = segment_lengths(segments)
    sizes: dict[tuple[int, ...], float] = {}
    for key, k, size in zip(map(tuple, keys.reshape(-1, 4).tolist()), index.tolist(), length.tolist(), strict=True):
        owner.setdefault(key, []).append(k)
        sizes[key] = size
    return [(min(two), max(two), sizes[key]) for key, two in owner.items() if len(two) == 2 and two[0] != two[1]]
