"""What hangs on one node, against taking each node away and walking again."""

from __future__ import annotations

import random

import pytest

from campusmap.geometry.cuts import find_cut_off


def reach(neighbours: list[list[int]], root: int, without: int = -1) -> set[int]:
    reached, new = {root}, [root]
    while new:
        onward = {n for n in neighbours[new.pop()] if n != without} - reached
        reached |= onward
        new += onward
    return reached


@pytest.mark.parametrize("seed", range(200))
def test_what_hangs_on_a_node_is_what_goes_with_it(seed: int) -> None:
    rng = random.Random(seed)
    count = rng.randint(1, 12)
    edges = {(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(0, 2 * count))}
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for one, two in sorted(edges):
        if one != two:
            neighbours[one].append(two)
            neighbours[two].append(one)
    whole = reach(neighbours, 0)
    expected = {n: whole - reach(neighbours, 0, n) - {n} for n in sorted(whole - {0})}
    found = find_cut_off(neighbours, 0)
    assert {n: set(lost) for n, lost in found.items()} == {n: lost for n, lost in expected.items() if lost}
    assert all(len(lost) == len(set(lost)) for lost in found.values())
