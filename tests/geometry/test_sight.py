"""The part of a room that is seen, against rays thrown by brute force and against rooms worked by hand."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest
import shapely
from shapely import Polygon, box
from shapely.affinity import rotate, translate

from campusmap.geometry.sight import Aperture, find_seen

INCH = 0.0254


def _random_room(rng: random.Random) -> Polygon:
    """Draw a room with its south wall on y = 0: a rectangle, an L, a U or an alcove, some with columns."""
    width, depth = rng.uniform(5, 12), rng.uniform(4, 10)
    room = box(0, 0, width, depth)
    shape = rng.choice(["plain", "L", "U", "alcove", "slanted"])
    if shape == "L":
        room = room.difference(box(width * rng.uniform(0.5, 0.8), depth * rng.uniform(0.3, 0.6), width + 1, depth + 1))
    elif shape == "U":
        room = room.difference(box(width * 0.4, depth * rng.uniform(0.4, 0.7), width * 0.6, depth + 1))
    elif shape == "alcove":
        room = room.union(box(width, depth * 0.5, width + 2, depth * 0.8))
    elif shape == "slanted":
        room = Polygon([(0, 0), (width, 0), (width * 0.8, depth), (width * rng.uniform(-0.2, 0.3), depth * 0.7)])
    for _ in range(rng.choice([0, 0, 1, 2])):
        x, y = rng.uniform(1, width - 1), rng.uniform(1, depth - 1)
        column = rotate(box(x, y, x + 0.5, y + rng.uniform(0.3, 1.5)), rng.uniform(0, 90))
        smaller = room.difference(column)
        room = smaller if isinstance(smaller, Polygon) else room
    return room


def _random_apertures(rng: random.Random, room: Polygon) -> list[Aperture]:
    """Put one to three slots into the south and west walls (in the order a, b: room on the left)."""
    found = []
    for _ in range(rng.randint(1, 3)):
        width, at = rng.choice([5 * INCH, 0.6, 0.9, 1.8]), rng.uniform(0.2, 3.0)
        depth = rng.choice([0.0, 1.75 * INCH, 0.15])
        if rng.random() < 0.6:
            found.append(Aperture((at, 0.0), (at + width, 0.0), depth))
        elif room.boundary.covers(shapely.LineString([(0, at), (0, at + width)])):
            found.append(Aperture((0.0, at + width), (0.0, at), depth))
    return found or [Aperture((0.5, 0.0), (0.7, 0.0), 0.04)]


def _open(room: Polygon) -> Polygon:
    """Return the room a micron larger, so that rays along walls stay inside, ready for many questions."""
    grown = room.buffer(1e-6, join_style="mitre")
    shapely.prepare(grown)
    return grown


def _count_seen_points(
    room: Polygon, apertures: list[Aperture], hidden: shapely.Geometry, rng: np.random.Generator, n: int
) -> int:
    """Throw n rays through both edges of each aperture; count those that reach a point drawn in ``hidden``."""
    if hidden.is_empty:
        return 0
    x0, y0, x1, y1 = hidden.bounds
    points = rng.uniform((x0, y0), (x1, y1), (6 * n, 2))
    points = points[shapely.contains_xy(hidden, points[:, 0], points[:, 1])][:n]
    seen, free = np.zeros(len(points), dtype=bool), _open(room)
    for aperture in apertures:
        a, b = np.array(aperture.a), np.array(aperture.b)
        along = (b - a) / np.linalg.norm(b - a)
        into = np.array([-along[1], along[0]])
        for share in np.linspace(0.0, 1.0, 11):
            near = a + share * (b - a)
            step = points - near
            height = step @ into
            # Where the line from the point through the near edge meets the plane of the far edge.
            far = share * np.linalg.norm(b - a) - aperture.depth_m * (step @ along) / np.where(
                height > 0, height, np.nan
            )
            reaches = (height > 1e-9) & (far >= 0) & (far <= np.linalg.norm(b - a))
            index = np.flatnonzero(reaches & ~seen)
            if len(index):
                starts = np.repeat((near + into * 1e-7)[None, :], len(index), axis=0)
                seen[index] |= shapely.covers(free, shapely.linestrings(np.stack([starts, points[index]], axis=1)))
    return int(seen.sum())


def _trial(seed: int, points: int) -> int:
    rng = random.Random(seed)
    room = _random_room(rng)
    apertures = _random_apertures(rng, room)
    hidden = room.difference(find_seen(room, apertures)).buffer(-0.02)
    return _count_seen_points(room, apertures, hidden, np.random.default_rng(seed), points)


def test_no_point_called_hidden_is_seen_in_random_rooms() -> None:
    assert sum(_trial(seed, 500) for seed in range(200)) == 0


@pytest.mark.full
def test_no_point_called_hidden_is_seen_in_thousands_of_rooms() -> None:
    assert sum(_trial(seed, 2000) for seed in range(10_000, 15_000)) == 0


def test_turning_and_moving_a_room_far_away_changes_nothing() -> None:
    for seed in range(15):
        rng = random.Random(seed)
        room = _random_room(rng)
        angle = rng.uniform(0, 360)

        def move(shape: Any, angle: float = angle) -> Any:
            return translate(rotate(shape, angle, (0, 0)), 588_000.0, 4_139_000.0)

        here = [Aperture((1.0, 0.0), (1.4, 0.0), 0.05), Aperture((2.0, 0.0), (2.9, 0.0))]
        there = [Aperture(*(move(shapely.Point(p)).coords[0] for p in (s.a, s.b)), s.depth_m) for s in here]
        left, moved = room.difference(find_seen(room, here)), move(room).difference(find_seen(move(room), there))
        assert moved.area == pytest.approx(left.area, abs=0.01)


def test_the_ray_thrower_catches_a_wrong_answer() -> None:
    room, aperture = box(0, 0, 8, 6), Aperture((1, 0), (1.9, 0), 0.04)
    shifted = Aperture((1.3, 0), (2.2, 0), 0.5)
    hidden = room.difference(find_seen(room, [shifted])).buffer(-0.02)
    assert _count_seen_points(room, [aperture], hidden, np.random.default_rng(0), 500) > 0


def test_nothing_but_what_is_seen_is_taken_in_random_rooms() -> None:
    """Every point called seen is within 3 cm of a point that a dense fan of rays reaches."""
    for seed in range(1000, 1020):
        rng = random.Random(seed)
        room = _random_room(rng)
        apertures = _random_apertures(rng, room)[:1]
        seen = find_seen(room, apertures).intersection(room)
        inner = seen.buffer(-0.03)
        if inner.is_empty:
            continue
        reached = _count_seen_points(room, apertures, inner, np.random.default_rng(seed), 300)
        assert reached >= 0.93 * 300 or reached >= 0.93 * _drawn(inner, seed), seed


def _drawn(shape: shapely.Geometry, seed: int) -> int:
    x0, y0, x1, y1 = shape.bounds
    points = np.random.default_rng(seed).uniform((x0, y0), (x1, y1), (1800, 2))
    return min(300, int(shapely.contains_xy(shape, points[:, 0], points[:, 1]).sum()))


@pytest.mark.parametrize(
    ("room", "aperture", "hidden_m2"),
    [
        # Rays cross in the slot: through w = 0.2, t = 0.1 the widest rays lean 2 to 1 from either end. In a room 4 deep
        # and wide enough, what is left on each side is a triangle 2 y wide less the wall: cut by hand below.
        (box(-10, 0, 10.2, 4), Aperture((0, 0), (0.2, 0), 0.1), 20.2 * 4 - (0.2 * 4 + 2 * 0.5 * 4 * 8)),
        # A square slot (t = w): rays lean 1 to 1; the seen part is a trapezium 0.5 wide at the wall, 8.5 at the back.
        (box(-5, 0, 5.5, 4), Aperture((0, 0), (0.5, 0), 0.5), 10.5 * 4 - (0.5 + 8.5) / 2 * 4),
        # Without depth the whole of a convex room is seen.
        (box(0, 0, 8, 6), Aperture((1, 0), (2, 0)), 0.0),
        # An L without depth: hidden is what lies behind the inner corner (4, 3); the eye at the slot's end (0, 0) sees
        # along the line y = 3/4 x, which meets the far corner (8, 6).
        (Polygon([(0, 0), (4, 0), (4, 3), (8, 3), (8, 6), (0, 6)]), Aperture((0, 0), (1, 0)), 4 * 3 / 2),
        # A column 1 x 1 before a slot 0.1 wide, without depth: hidden behind it is the trapezium between the tangents
        # from the slot's ends to the column's near corners, 3 away: half widths 0.05 + 0.45 / 3 y, from the column's
        # near side (y = 3) to the wall (y = 8), less the column.
        (
            box(0, 0, 8, 8).difference(box(3.5, 3, 4.5, 4)), Aperture((3.95, 0), (4.05, 0)),
            ((0.05 + 0.15 * 3) + (0.05 + 0.15 * 8)) * 5 - 1.0,
        ),
    ],
)  # fmt: skip
def test_rooms_worked_by_hand(room: Polygon, aperture: Aperture, hidden_m2: float) -> None:
    hidden = room.difference(find_seen(room, [aperture])).area
    assert hidden == pytest.approx(hidden_m2, rel=0.01, abs=0.1)


def test_more_glass_thinner_leaf_fewer_columns_never_hide_more() -> None:
    for seed in range(25):
        rng = random.Random(seed)
        room = _random_room(rng)
        base = Aperture((1.0, 0.0), (1.3, 0.0), 0.1)
        kept = room.difference(find_seen(room, [base]))
        filled = Polygon(room.exterior)
        for more_room, more in [
            (room, [base, Aperture((3.0, 0.0), (3.2, 0.0), 0.1)]),
            (room, [Aperture((0.9, 0.0), (1.5, 0.0), 0.1)]),
            (room, [Aperture((1.0, 0.0), (1.3, 0.0), 0.05)]),
            (room, [Aperture((1.0, 0.0), (1.3, 0.0), 0.1, 0.3, 0.5, 0.2)]),
            (filled, [base]),
        ]:
            less = room.difference(find_seen(more_room, more))
            assert less.difference(kept.buffer(1e-6)).area < 1e-6


def test_a_slot_that_may_sit_back_lets_in_what_any_of_its_places_does() -> None:
    room, wall = box(-6, 0, 6, 5), 0.3
    back = Aperture((0.0, -wall), (0.127, -wall), 0.044)
    deep = Polygon([(-6, 0), (-0.1, 0), (-0.1, -wall), (0.3, -wall), (0.3, 0), (6, 0), (6, 5), (-6, 5)])
    seen_back = find_seen(deep, [back]).intersection(room)
    loose = find_seen(room, [Aperture((0.0, 0.0), (0.127, 0.0), 0.044, wall, 0.1, 0.173)])
    assert seen_back.difference(loose.buffer(0.006)).area < 1e-6


def test_round_rooms_are_bounded_and_still_conservative() -> None:
    room = shapely.Point(0, 0).buffer(5, quad_segs=64).intersection(box(-6, -3, 6, 6))
    aperture = Aperture((-0.3, -3.0), (0.0, -3.0), 0.1)
    hidden = room.difference(find_seen(room, [aperture])).buffer(-0.02)
    assert hidden.area > 1.0
    assert _count_seen_points(room, [aperture], hidden, np.random.default_rng(3), 500) == 0
    assert math.isfinite(hidden.area)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_seen_of_a_shape_is_told_whole_and_what_is_seen_elsewhere_may_be_left_out(seed: int) -> None:
    rng = random.Random(seed)
    room = translate(_random_room(rng), 500_000, 4_000_000)
    apertures = [
        Aperture((one.a[0] + 500_000, one.a[1] + 4_000_000), (one.b[0] + 500_000, one.b[1] + 4_000_000), one.depth_m)
        for one in _random_apertures(rng, translate(room, -500_000, -4_000_000))
    ]
    x_min, y_min, x_max, y_max = room.bounds
    far_corner = box((x_min + 2 * x_max) / 3, (y_min + 2 * y_max) / 3, x_max, y_max)
    every, near = find_seen(room, apertures), find_seen(room, apertures, far_corner)
    assert far_corner.intersection(every).symmetric_difference(far_corner.intersection(near)).area < 1e-6
    assert near.area <= every.area + 1e-6
