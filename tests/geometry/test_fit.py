"""Similarity fits, against closed forms, brute force and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import least_squares

from campusmap.geometry.fit import (
    apply_matrix,
    are_collinear,
    compose,
    determinant,
    fit_errors,
    fit_similarity,
    invert_matrix,
    matrix_scale,
)

BUILDING = np.array([[0, 0], [60, 0], [60, 40], [0, 40], [30, 55]], dtype=float)


def moved(points: np.ndarray, scale: float, turn_deg: float, shift: tuple[float, float], mirror: bool) -> np.ndarray:
    turn = np.radians(turn_deg)
    flipped = points * ([1, -1] if mirror else [1, 1])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return scale * flipped @ rotation.T + shift


@settings(max_examples=50, deadline=None)
@given(
    st.floats(0.001, 100),
    st.floats(-180, 180),
    st.tuples(st.floats(-1e6, 1e6), st.floats(-1e7, 1e7)),
    st.booleans(),
)
def test_an_exact_similarity_is_recovered(scale, turn, shift, mirror):
    target = moved(BUILDING, scale, turn, shift, mirror)
    fit = fit_similarity(BUILDING, target, mirrored=mirror)
    assert np.allclose(apply_matrix(fit.matrix, BUILDING), target, atol=1e-6)
    assert fit.scale == pytest.approx(scale, rel=1e-6)
    assert (determinant(fit.matrix) < 0) == mirror
    assert fit.rms < 1e-6 and fit.held_out < 1e-5


@pytest.mark.parametrize("mirror", [False, True])
def test_noisy_points_give_the_least_squares_answer(mirror):
    rng = np.random.default_rng(7)
    target = moved(BUILDING, 0.3048, 33, (500_000, 4_200_000), mirror) + rng.normal(0, 0.2, BUILDING.shape)
    fit = fit_similarity(BUILDING, target, mirrored=mirror)

    def gaps(p):
        sign = -1 if mirror else 1
        x, y = BUILDING[:, 0], BUILDING[:, 1]
        return np.concatenate(
            (
                p[0] * x - sign * p[1] * y + p[2] + 500_000 - target[:, 0],
                p[1] * x + sign * p[0] * y + p[3] + 4_200_000 - target[:, 1],
            )
        )

    best = least_squares(gaps, [1, 0, 0, 0], x_scale=[1, 1, 100, 100], xtol=1e-15, ftol=1e-15, gtol=1e-15)
    assert fit.rms**2 * len(BUILDING) == pytest.approx(2 * best.cost, rel=1e-6)


def test_two_points_claim_nothing_and_a_mirrored_building_shows_in_three():
    target = moved(BUILDING, 1, 20, (0, 0), mirror=True)
    two = fit_similarity(BUILDING[:2], target[:2])
    assert (two.rms, two.worst, two.held_out) == (None, None, None)
    assert fit_errors(two.matrix, BUILDING, target)[1] > 50
    assert fit_similarity(BUILDING, target).rms > 10 > 1e-6 > fit_similarity(BUILDING, target, mirrored=True).rms


def test_held_out_error_is_that_of_a_fit_without_the_point():
    target = BUILDING + np.array([[0, 0], [0, 0], [0, 0], [0, 0], [3, 0]])
    alone = fit_similarity(BUILDING[:4], target[:4])
    without = [fit_similarity(np.delete(BUILDING, i, 0), np.delete(target, i, 0)).matrix for i in range(5)]
    worst = max(fit_errors(m, BUILDING[[i]], target[[i]])[0] for i, m in enumerate(without))
    fit = fit_similarity(BUILDING, target)
    assert fit.held_out == pytest.approx(worst)
    assert fit.held_out >= fit_errors(alone.matrix, BUILDING[[4]], target[[4]])[0] - 1e-9 >= fit.worst


def test_matrices_invert_and_compose():
    first = fit_similarity(BUILDING, moved(BUILDING, 2.5, 71, (9, -3), True), mirrored=True).matrix
    then = fit_similarity(BUILDING, moved(BUILDING, 0.1, -8, (1, 1), False)).matrix
    assert np.allclose(apply_matrix(invert_matrix(first), apply_matrix(first, BUILDING)), BUILDING)
    assert np.allclose(apply_matrix(compose(then, first), BUILDING), apply_matrix(then, apply_matrix(first, BUILDING)))
    assert matrix_scale(compose(then, first)) == pytest.approx(0.25)


def test_points_on_a_line_are_told():
    assert are_collinear([[0, 0], [10, 0.1], [20, 0], [30, -0.1]])
    assert are_collinear([[0, 0], [10, 5]])
    assert not are_collinear(BUILDING)


@pytest.mark.parametrize("source", [[[1, 1]], [[5, 5], [5, 5]], [[1e7, 1e7]] * 4])
def test_too_few_or_coinciding_points_are_refused(source):
    with pytest.raises(ValueError):
        fit_similarity(source, source)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("scale", [0.3048, 0.31])
def test_a_locked_scale_gives_the_rigid_least_squares_answer(mirror, scale):
    rng = np.random.default_rng(11)
    target = moved(BUILDING, 0.3048, 33, (500_000, 4_200_000), mirror) + rng.normal(0, 0.2, BUILDING.shape)
    fit = fit_similarity(BUILDING, target, mirrored=mirror, scale=scale)

    # Kabsch's rotation by SVD, the hand forced through the determinant, about the centroids.
    source = scale * BUILDING * ([1, -1] if mirror else [1, 1])
    ds, dt = source - source.mean(axis=0), target - target.mean(axis=0)
    u, _, vt = np.linalg.svd(ds.T @ dt)
    rotation = (u @ np.diag([1, np.sign(np.linalg.det(u @ vt))]) @ vt).T
    best = ds @ rotation.T + target.mean(axis=0)
    assert np.allclose(apply_matrix(fit.matrix, BUILDING), best, atol=1e-6)
    assert fit.scale == pytest.approx(scale, rel=1e-12)
    assert fit.rms == pytest.approx(np.sqrt(((best - target) ** 2).sum(axis=1).mean()))

    def gaps(p):
        cos, sin = np.cos(p[0]), np.sin(p[0])
        return (source @ np.array([[cos, sin], [-sin, cos]]) + 100 * p[1:] + (500_000, 4_200_000) - target).ravel()

    cost = min(least_squares(gaps, [turn, 0, 0], xtol=1e-15, ftol=1e-15, gtol=1e-15).cost for turn in (0, 2, 4))
    assert fit.rms**2 * len(BUILDING) == pytest.approx(2 * cost, rel=1e-6)


def test_two_points_are_checked_by_their_distance_when_the_scale_is_locked():
    fit = fit_similarity([[0, 0], [10, 0]], [[5, 5], [5, 17]], scale=1.0)
    assert fit.rms == pytest.approx(1) and fit.worst == pytest.approx(1) and fit.held_out is None
    assert apply_matrix(fit.matrix, [[0, 0], [10, 0]]) == pytest.approx(np.array([[5, 6], [5, 16]]))
    with pytest.raises(ValueError, match="coincide"):
        fit_similarity([[0, 0], [10, 0]], [[5, 5], [5, 5]], scale=1.0)
    with pytest.raises(ValueError, match="coincide"):
        fit_similarity([(3.0, 3.0), (4.0, 3.0)], [(500_000.0, 4_400_000.0), (500_000.0, 4_400_000.0)])
