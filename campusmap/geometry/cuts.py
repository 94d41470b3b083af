"""Which parts of a graph hang on one node: what is cut off from the root when that node goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def find_cut_off(neighbours: Sequence[Sequence[int]], root: int) -> Mapping[int, list[int]]:
    """Return for each node but the root, if anything hangs on it, the nodes that lose every way to the root with it.

    Nodes that the root does not reach are left out. Method: low points of a depth-first search (Hopcroft and Tarjan).
    """
    order: list[int] = []  # nodes as they are found
    found = [-1] * len(neighbours)  # place of each node in it
    low = [0] * len(neighbours)
    parent = [-1] * len(neighbours)
    cut: dict[int, list[int]] = {}
    stack = [(root, 0)]
    while stack:
        node, place = stack.pop()
        if place == 0:
            found[node] = low[node] = len(order)
            order.append(node)
        if place < len(neighbours[node]):
            stack.append((node, place + 1))
            other = neighbours[node][place]
            if found[other] < 0:
                parent[other] = node
                stack.append((other, 0))
            elif other != parent[node]:
                low[node] = min(low[node], found[other])
        elif parent[node] >= 0:
            above = parent[node]
            low[above] = min(low[above], low[node])
            if low[node] >= found[above] and above != root:
                cut.setdefault(above, []).extend(order[found[node] :])
    return cut
