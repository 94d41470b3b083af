"""Ticks at the ends of a line: square to it, as long as asked, halved by it; found by measuring the pieces."""

from __future__ import annotations

import math

import pytest
from shapely import LineString

from campusmap.geometry.bearing import tick_ends


@pytest.mark.parametrize("turn", [0.0, 30.0, 90.0, 200.0])
def test_a_tick_stands_square_across_each_end(turn: float) -> None:
    angle = math.radians(turn)
    door = LineString([(3.0, 4.0), (3.0 + 0.9 * math.cos(angle), 4.0 + 0.9 * math.sin(angle))])
    whole, *ticks = tick_ends(door, 0.3).geoms
    assert whole.equals(door) and len(ticks) == 2
    for tick, end in zip(ticks, door.coords, strict=True):
        (x0, y0), (x1, y1) = tick.coords
        assert math.dist((x0, y0), (x1, y1)) == pytest.approx(0.6)
        assert ((x0 + x1) / 2, (y0 + y1) / 2) == pytest.approx(end)
        assert (x1 - x0) * math.cos(angle) + (y1 - y0) * math.sin(angle) == pytest.approx(0.0, abs=1e-9)


def test_a_line_without_length_has_no_ticks() -> None:
    assert len(tick_ends(LineString([(1.0, 1.0), (1.0, 1.0)]), 0.3).geoms) == 1
