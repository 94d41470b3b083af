"""Cells of one face merged again: across the costliest border first, never two labels together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.faces import GRID_M, cut_polygon, largest_polygon
from campusmap.geometry.lines import Bools, Floats, Ints, Shapes, make_points, paths_to_segments, segment_lengths
from campusmap.rooms.borders import Border

_KEY_M: Final = 0.002  # ends that agree to this are the same node
_DOOR_COST: Final = 0.65  # of an opening as wide as a door, 1.3 m, which parts rooms also without labels; tool default
ROOM_M2: Final = 6.0  # unlabelled parts below this are alcoves; tool default
_FREE: Final = 1e6  # cost of an edge on no border, which parts nothing


def cut_cells(face: Polygon, borders: Sequence[Border]) -> Shapes:
    """Cut a face along all of its possible borders."""
    return cut_polygon(face, [border.line for border in borders])


def merge_cells(cells: Shapes, borders: Sequence[Border], seeds: Floats) -> list[Polygon]:
    """Merge the cells of a face across the costliest border first, never two seeds (k, 2) together."""
    a, b, middle, _ = shared_edges(cells)
    group = _link(cells, (a, b), _edge_costs(middle, borders), hold_seeds(cells, seeds), _DOOR_COST)
    return _unite(cells, group)


def unite_cells(cells: Shapes, held: Bools) -> list[Polygon]:
    """Merge cells along their longest shared edge first, never two held ones together."""
    a, b, _, length = shared_edges(cells)
    return _unite(cells, _link(cells, (a, b), length, held))


def hold_seeds(cells: Shapes, seeds: Floats) -> Bools:
    """Tell which cells hold one of the points (k, 2)."""
    held = np.zeros(len(cells), dtype=bool)
    if len(seeds):
        held[shapely.STRtree(cells).query(make_points(seeds), predicate="within")[1]] = True
    return held


def _edge_costs(middle: Floats, borders: Sequence[Border]) -> Floats:
    """Return for each edge, by its middle (n, 2), the cost of the cheapest border that it lies on."""
    cost = np.full(len(middle), _FREE)
    if not borders:
        return cost
    prices = np.array([border.cost for border in borders])
    tree = shapely.STRtree([border.line for border in borders])
    edge, border = tree.query(make_points(middle), predicate="dwithin", distance=0.004)
    np.minimum.at(cost, edge, prices[border])
    return cost


def _link(cells: Shapes, edges: tuple[Ints, Ints], cost: Floats, held: Bools, narrow: float = -1.0) -> Ints:
    """Return the group of each cell, joined over the edges from the costliest down.

    Two groups that hold a label each stay apart, and so do two of a room's size that a ``narrow`` border parts; where
    one of them holds a label, a border half as narrow.
    """
    a, b = edges
    group, held, area = np.arange(len(cells)), held.copy(), shapely.area(cells)

    def root(k: int) -> int:
        while group[k] != k:
            group[k] = group[group[k]]
            k = int(group[k])
        return k

    for edge in np.lexsort((b, a, -cost.round(3))).tolist():
        one, other = root(int(a[edge])), root(int(b[edge]))
        least = narrow if held[one] == held[other] else narrow / 2
        apart = (held[one] and held[other]) or (cost[edge] <= least and min(area[one], area[other]) >= ROOM_M2)
        if one != other and not apart:
            group[other] = one
            held[one] |= held[other]
            area[one] += area[other]
    return np.array([root(k) for k in range(len(cells))], dtype=np.int64)


def _unite(cells: Shapes, group: Ints) -> list[Polygon]:
    parts = [largest_polygon(shapely.union_all(cells[group == k], grid_size=GRID_M)) for k in np.unique(group)]
    return [part for part in parts if part.area > 0]


def shared_edges(cells: Shapes) -> tuple[Ints, Ints, Floats, Floats]:
    """List the edges that two cells have in common: cell, other cell, middle (n, 2), length."""
    rings = [(k, ring) for k, cell in enumerate(cells.tolist()) for ring in (cell.exterior, *cell.interiors)]
    segments, path = paths_to_segments([[(x, y) for x, y, *_ in ring.coords] for _, ring in rings])
    owner = np.array([k for k, _ in rings], dtype=np.int64)[path]
    keys = np.round(segments / _KEY_M).astype(np.int64)
    swap = (keys[:, 0, 0] > keys[:, 1, 0]) | ((keys[:, 0, 0] == keys[:, 1, 0]) & (keys[:, 0, 1] > keys[:, 1, 1]))
    keys[swap] = keys[swap][:, ::-1]
    order = np.lexsort((owner, *keys.reshape(-1, 4).T[::-1]))
    flat, owner, segments = keys.reshape(-1, 4)[order], owner[order], segments[order]
    same = np.flatnonzero((flat[1:] == flat[:-1]).all(axis=1) & (owner[1:] != owner[:-1]))
    pair = segments[same]
    return owner[same], owner[same + 1], pair.mean(axis=1), segment_lengths(pair)
