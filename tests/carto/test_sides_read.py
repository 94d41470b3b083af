"""Letters of sides that would be read as those of another building."""

from __future__ import annotations

import pytest
from shapely import box

from campusmap.carto.sheet import Badge, Ink
from campusmap.carto.sides import find_astray
from campusmap.carto.symbols import SIDE

GROUNDS = (Ink(box(0, 0, 40, 40), "building.footprint", "one"), Ink(box(70, 0, 110, 40), "building.footprint", "two"))


@pytest.mark.parametrize(("x", "astray"), [(50.0, set()), (58.0, set()), (64.0, {"one"})])
def test_a_letter_much_nearer_another_building_is_astray(x: float, astray: set[str]) -> None:
    assert find_astray([*GROUNDS, Badge(SIDE, x, 20.0, "B", 8.0, "one/side/B")]) == astray


def test_a_letter_without_another_building_is_never_astray() -> None:
    assert find_astray([GROUNDS[0], Badge(SIDE, 90.0, 20.0, "B", 8.0, "one/side/B")]) == set()
