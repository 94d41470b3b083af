"""Curves smaller than the flattening tolerance keep a few of their points, and no point strays further than that."""

from __future__ import annotations

import math

from campusmap.ingest.dxf_curve import Curve
from campusmap.ingest.dxf_specks import thin_specks


def ring(radius: float) -> list[tuple[float, float, float]]:
    return [(radius * math.cos(k / 5), radius * math.sin(k / 5), 0.0) for k in range(31)]


def test_only_specks_are_thinned_and_keep_their_ends() -> None:
    speck, large, few = ring(0.4), ring(0.6), ring(0.4)[:8]
    curves = [Curve("SPLINE", "0", "A", list(points)) for points in (speck, large, few)]
    thin_specks(curves, 1.0)
    assert curves[1].points == large and curves[2].points == few
    thinned = curves[0].points
    assert 2 < len(thinned) <= 9 and set(thinned) <= set(speck)
    assert (thinned[0], thinned[-1]) == (speck[0], speck[-1])
    assert all(min(math.dist(point, kept) for kept in thinned) <= 1.0 for point in speck)
