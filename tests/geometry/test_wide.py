"""What is wide enough of a shape: by hand, and of two shapes one inside the other."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import pytest
import shapely
from shapely import MultiPolygon, Polygon, box
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.wide import keep_wide, spread

WIDTH = 0.9


def test_what_is_wide_enough_is_kept_to_its_square_corners_however_it_is_turned() -> None:
    for angle in range(0, 90, 7):
        (kept,) = keep_wide(rotate(box(0, 0, WIDTH * 1.03, 3), angle), WIDTH)
        assert kept.area == pytest.approx(WIDTH * 1.03 * 3)
        assert keep_wide(rotate(box(0, 0, WIDTH * 0.999, 3), angle), WIDTH) == []


def test_necks_and_tails_are_cut_and_what_is_wide_beyond_them_is_kept() -> None:
    rooms = [box(0, 0, 3, 3), box(8, 0, 10, 2)]
    whole = shapely.union_all([*rooms, box(3, 1, 8, 1.5)])  # joined by half a metre
    kept = keep_wide(whole, WIDTH)
    assert len(kept) == 2 and sum(part.area for part in kept) == pytest.approx(9 + 4, abs=0.3)
    tail = keep_wide(rooms[0].union(box(3, 1, 8, 1.5)), WIDTH)
    # A disc leans into the tail's mouth until it touches both corners, half a metre apart; from its middle on the tail
    # is kept for root two radii.
    long = 0.45 * math.sqrt(2) - math.sqrt(0.45**2 - 0.25**2)
    assert sum(part.area for part in tail) == pytest.approx(9 + 0.5 * long, abs=0.01)


@pytest.mark.parametrize("degrees", [20, 45, 60, 90, 120])
def test_a_sharp_end_is_cut_by_what_is_worked_out_by_hand(degrees: float) -> None:
    end = math.radians(degrees)
    wedge = Polygon([(0, 0), (12, 0), (12 * math.cos(end), 12 * math.sin(end))])
    base = (math.pi - end) / 2
    lost = area_cut_off(end) + 2 * area_cut_off(base)
    assert sum(part.area for part in keep_wide(wedge, WIDTH)) == pytest.approx(wedge.area - lost, abs=0.03)


def area_cut_off(angle: float) -> float:
    """Return what a corner of an angle loses beyond a circle of root two radii round the last disc's middle.

    From that middle a side is one radius away, so the circle meets it 45 degrees on towards the corner: two triangles
    less a sector.
    """
    radius, half = WIDTH / 2, angle / 2
    sector = math.pi / 2 - half - math.pi / 4
    return max(0.0, radius**2 * (1 / math.tan(half) - 1) - 2 * radius**2 * sector) if sector > 0 else 0.0


def _random_shape(rng: random.Random) -> BaseGeometry:
    """Return some boxes, turned anyhow and added up, less some wedges."""
    boxes = [_random_box(rng, 4.0) for _ in range(rng.randint(1, 4))]
    return shapely.union_all(boxes).difference(shapely.union_all([_random_wedge(rng) for _ in range(3)]))


def _random_box(rng: random.Random, size: float) -> Polygon:
    x, y = rng.uniform(0, 5), rng.uniform(0, 5)
    return rotate(box(x, y, x + rng.uniform(0.3, size), y + rng.uniform(0.3, size)), rng.uniform(0, 90))


def _random_wedge(rng: random.Random) -> Polygon:
    return Polygon([(rng.uniform(0, 7), rng.uniform(0, 7)) for _ in range(3)])


def _mitred(shape: BaseGeometry, width: float) -> Sequence[BaseGeometry]:
    """Open a shape as buffers with square corners do, which does not keep inclusion."""
    half = width / 2
    opened = shape.buffer(-half, join_style="mitre").buffer(half, join_style="mitre")
    return [opened.intersection(shape)]


def _most_gained(keep: Callable[[BaseGeometry, float], Sequence[BaseGeometry]], rounds: int) -> float:
    """Return the largest area that a shape keeps and a larger one does not."""
    worst = 0.0
    for seed in range(rounds):
        rng = random.Random(seed)
        large = _random_shape(rng)
        small = large.difference(_random_wedge(rng))
        kept = [shapely.union_all(list(keep(shape, WIDTH))) for shape in (small, large)]
        worst = max(worst, kept[0].difference(kept[1]).area)
    return worst


def test_a_shape_inside_another_never_keeps_what_the_other_loses() -> None:
    assert _most_gained(keep_wide, 80) < 1e-9


def test_that_is_no_matter_of_course() -> None:
    assert _most_gained(_mitred, 80) > 1e-3


def test_what_is_spread_holds_all_within_the_radius_and_little_more() -> None:
    rng = random.Random(3)
    for _ in range(30):
        shape = _random_shape(rng)
        near = spread(shape, 0.4)
        assert shape.boundary.buffer(0.4).difference(near).area < 1e-9
        assert near.difference(shape.boundary.buffer(0.4 / math.cos(math.pi / 16) + 1e-3, quad_segs=64)).area < 1e-9


def test_nothing_is_kept_of_nothing() -> None:
    assert keep_wide(Polygon(), WIDTH) == [] and keep_wide(MultiPolygon(), WIDTH) == []
