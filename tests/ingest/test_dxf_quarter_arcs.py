"""Door swings drawn as polylines, splines or ellipses count as arcs; other bends do not."""

from __future__ import annotations

import math
from pathlib import Path

import ezdxf
import pytest

from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Stroke

XY = tuple[float, float]


def read(path: Path, draw) -> Stroke:
    doc = ezdxf.new("R2010", units=6)
    draw(doc.modelspace())
    doc.saveas(path / "arc.dxf")
    (stroke,) = read_plan(path / "arc.dxf", name="arc.dxf").strokes
    return stroke


def quarter(steps: int, sweep: float = 90.0, radius: float = 0.9) -> list[XY]:
    angles = [math.radians(30 + sweep * k / steps) for k in range(steps + 1)]
    return [(2 + radius * math.cos(a), 3 + radius * math.sin(a)) for a in angles]


WAYS = {
    "polyline": lambda page: page.add_lwpolyline(quarter(8)),
    "backwards": lambda page: page.add_lwpolyline(quarter(8)[::-1]),
    "coarse": lambda page: page.add_lwpolyline(quarter(4)),
    "old polyline": lambda page: page.add_polyline2d(quarter(9)),
    "spline": lambda page: page.add_spline(fit_points=[(*p, 0) for p in quarter(8)]),
    "ellipse": lambda page: page.add_ellipse(
        (2, 3), (0.9, 0), ratio=0.999999, start_param=math.pi / 6, end_param=math.pi * 4 / 6
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_quarter_circle_is_an_arc_however_it_is_drawn(way: str, tmp_path: Path) -> None:
    arc = read(tmp_path, WAYS[way]).arc
    assert arc is not None
    assert arc == pytest.approx((2, 3, 0.9, 30, 120), abs=0.02 if way != "spline" else 0.5)


BENDS = {
    "square corner": [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2)],
    "half circle": quarter(12, sweep=180),
    "flat bow": quarter(8, sweep=30),
    "two chords": quarter(2),
    "ellipse": [(x, 0.4 * y) for x, y in quarter(8)],
}


@pytest.mark.parametrize("bend", BENDS)
def test_other_bends_are_no_arcs(bend: str, tmp_path: Path) -> None:
    assert read(tmp_path, lambda page: page.add_lwpolyline(BENDS[bend])).arc is None
