"""Segments: welded, lengthened, joined, capped, shot at, and arcs found again."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from campusmap.geometry.lines import (
    NO_SEGMENTS,
    cap_loose_ends,
    cast_rays,
    extend_loose_ends,
    face_loose_ends,
    find_arcs,
    join_loose_ends,
    loose_ends,
    paths_to_segments,
    segment_lengths,
    unique_points,
    weld_ends,
)


def _segments(*rows: tuple[float, float, float, float]) -> np.ndarray:
    return np.array(rows, dtype=np.float64).reshape(-1, 2, 2)


def test_paths_become_segments_with_their_owner() -> None:
    segments, owner = paths_to_segments([[(0, 0), (1, 0), (1, 2)], [(5, 5)], [(7, 7), (8, 7)]])
    assert segments.tolist() == [[[0, 0], [1, 0]], [[1, 0], [1, 2]], [[7, 7], [8, 7]]]
    assert owner.tolist() == [0, 0, 2]
    assert segment_lengths(segments).tolist() == [1, 2, 1]


def test_no_segments_pass_through_everything() -> None:
    assert len(weld_ends(NO_SEGMENTS, 0.01)) == len(extend_loose_ends(NO_SEGMENTS, 1, 0)[0]) == 0
    assert len(join_loose_ends(NO_SEGMENTS, 1)) == len(face_loose_ends(NO_SEGMENTS, 0, 1)) == 0
    assert len(cap_loose_ends(NO_SEGMENTS, 1)) == 0
    assert paths_to_segments([])[0].shape == (0, 2, 2)


def test_welding_joins_near_ends_and_drops_copies_and_specks() -> None:
    welded = weld_ends(_segments((0, 0, 4, 0), (4.01, 0.01, 4, 3), (0, 0, 4, 0), (9, 9, 9.005, 9)), 0.02)
    assert len(welded) == 2
    assert len(loose_ends(welded)[0]) == 2


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.0, 0.009))
def test_a_square_survives_noise_below_half_the_weld(seed: int, noise: float) -> None:
    corners = np.array([(0, 0), (4, 0), (4, 3), (0, 3), (0, 0)], dtype=np.float64)
    shaken = np.stack([corners[:-1], corners[1:]], axis=1)
    shaken = shaken + np.random.default_rng(seed).uniform(-noise, noise, shaken.shape)
    welded = weld_ends(shaken, 0.03)
    (face,) = shapely.polygonize(shapely.linestrings(welded)).geoms
    assert face.area == pytest.approx(12, abs=0.1)


def test_rays_agree_with_shapely() -> None:
    rng = np.random.default_rng(5)
    segments = rng.uniform(0, 10, (60, 2, 2))
    origins = rng.uniform(0, 10, (40, 2))
    angles = rng.uniform(0, 2 * math.pi, 40)
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    distance, target = cast_rays(origins, ways, 4.0, segments)
    lines = shapely.linestrings(segments)
    for k in range(40):
        ray = shapely.LineString([origins[k], origins[k] + 4.0 * ways[k]])
        hits = [(ray.project(ray.intersection(line)), i) for i, line in enumerate(lines) if ray.intersects(line)]
        if not hits:
            assert distance[k] == np.inf and target[k] == -1
        else:
            assert distance[k] == pytest.approx(min(hits)[0], abs=1e-9) and target[k] == min(hits)[1]


def test_an_end_that_falls_short_is_lengthened_and_told() -> None:
    grown, gaps = extend_loose_ends(_segments((0, 0, 3.95, 0), (4, -2, 4, 2)), 0.1, 0.004)
    assert grown[0, 1, 0] == pytest.approx(4.004)
    assert gaps.tolist() == [[3.95, 0.0, pytest.approx(0.05)]]
    assert len(extend_loose_ends(_segments((0, 0, 3.8, 0), (4, -2, 4, 2)), 0.1, 0.004)[1]) == 0


def test_a_corner_short_on_both_sides_is_joined() -> None:
    joined = join_loose_ends(_segments((0.03, 0, 4, 0), (0, 0.03, 0, 4)), 0.1)
    assert joined.tolist() == [[[0.03, 0.0], [0.0, 0.03]]]


def test_only_ends_that_point_at_each_other_are_joined() -> None:
    facing = _segments((0, 0, 3, 0), (3.5, 0, 6, 0), (3.2, 1, 3.2, 4))
    assert face_loose_ends(facing, 0.1, 0.7).tolist() == [[[3.0, 0.0], [3.5, 0.0]]]
    assert len(face_loose_ends(facing, 0.1, 0.4)) == 0


def test_an_open_wall_end_is_capped() -> None:
    capped = cap_loose_ends(_segments((0, 0, 3, 0), (-5, 0.2, 5, 0.2)), 0.4)
    assert sorted(capped[:, 0, 0].tolist()) == [0.0, 3.0]
    assert segment_lengths(capped).tolist() == pytest.approx([0.2, 0.2])


@pytest.mark.parametrize("sweep", [40, 90, 170])
def test_an_arc_is_found_again_in_a_polyline(sweep: int) -> None:
    angles = np.radians(np.linspace(10, 10 + sweep, 12))
    arc = np.column_stack([3 + 0.9 * np.cos(angles), 1 + 0.9 * np.sin(angles)])
    ((first, last, centre, radius),) = find_arcs(np.concatenate([[[3.0, 1.0]], arc]))
    assert (first, last) == (1, 12)
    assert radius == pytest.approx(0.9) and centre.tolist() == pytest.approx([3, 1])


def test_straight_and_cornered_lines_hold_no_arc() -> None:
    assert find_arcs(np.array([(0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (3, 2)], dtype=np.float64)) == []


@pytest.mark.parametrize("count", [0, 1, 500])
def test_points_are_told_apart_as_numpy_tells_rows_apart(count: int) -> None:
    points = np.random.default_rng(3).integers(-9, 9, (count, 2)) * 0.1  # 324 places, so that many come twice
    rows, place, often = np.unique(points, axis=0, return_inverse=True, return_counts=True)
    found = unique_points(points)
    assert found[0].tolist() == rows.tolist()
    assert found[1].tolist() == place.ravel().tolist()
    assert found[2].tolist() == often.tolist()
