"""Plane similarities: least-squares fits between two point sets, and the affine matrices they yield.

A matrix is ``(a, b, c, d, e, f)`` with X = a x + b y + c and Y = d x + e y + f.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = tuple[float, float, float, float, float, float]
Coords = NDArray[np.float64]  # shape (n, 2)


@dataclass(frozen=True, slots=True)
class Fit:
    """A similarity and how well it fits, in target units.

    ``rms`` and ``worst`` are over all points, ``held_out`` is the worst error of a point that was left out of
    the fit; all three are None where nothing can be held against the fit: with fewer than three points, or fewer
    than two when the scale was given. ``held_out`` needs one point more.
    """

    matrix: Matrix
    scale: float
    rotation_deg: float
    mirrored: bool
    points: int
    rms: float | None = None
    worst: float | None = None
    held_out: float | None = None


def fit_similarity(source: ArrayLike, target: ArrayLike, *, mirrored: bool = False, scale: float | None = None) -> Fit:
    """Fit the similarity that takes ``source`` to ``target`` with the least sum of squares.

    Both are (n, 2), n >= 2. ``mirrored`` fits a similarity that turns the plane over, ``scale`` holds the fit to a
    length factor that is known, so that it only turns and shifts. Raises ValueError when there are fewer than two
    points or the points of one side coincide.
    """
    matrix = solve_similarity(_as_coords(source), _as_coords(target), mirrored, scale)
    rms, worst = fit_errors(matrix, source, target)
    points = len(_as_coords(source))
    checked = points >= (3 if scale is None else 2)
    return Fit(
        matrix=matrix,
        scale=matrix_scale(matrix),
        rotation_deg=math.degrees(math.atan2(matrix[3], matrix[0])),
        mirrored=mirrored,
        points=points,
        rms=rms if checked else None,
        worst=worst if checked else None,
        held_out=_held_out_worst(_as_coords(source), _as_coords(target), mirrored, scale) if checked else None,
    )


def solve_similarity(source: Coords, target: Coords, mirrored: bool = False, scale: float | None = None) -> Matrix:
    """Return the matrix of the least-squares similarity alone; raise ValueError as ``fit_similarity`` does.

    Solves t = w s + o over the complex numbers (s conjugated when mirrored), about the centroids. With a given scale
    only the argument of w is free, and the least squares keep it (Horn 1987, in the plane).
    """
    if len(source) != len(target) or len(source) < 2:
        raise ValueError("a similarity needs two points or more, known on both sides")
    s, t = source @ np.array([1, 1j]), target @ np.array([1, 1j])
    s = s.conj() if mirrored else s
    ds, dt = s - s.mean(), t - t.mean()
    spread = float(np.sum(np.abs(ds) ** 2))
    if _coincide(s, ds) or _coincide(t, dt):
        raise ValueError("the points coincide")
    w = complex(np.sum(ds.conj() * dt) / spread)
    if scale is not None:
        if abs(w) == 0:
            raise ValueError("the points coincide")
        w *= scale / abs(w)
    o = complex(t.mean() - w * s.mean())
    turn = -1.0 if mirrored else 1.0
    return (w.real, -turn * w.imag, o.real, w.imag, turn * w.real, o.imag)


def _coincide(points: NDArray[np.complex128], apart: NDArray[np.complex128]) -> bool:
    """Tell whether points lie on one another, as far as double precision tells; ``apart`` is from their centroid."""
    return float(np.sum(np.abs(apart) ** 2)) <= 1e-18 * max(1.0, float(np.max(np.abs(points))) ** 2)


def fit_errors(matrix: Matrix, source: ArrayLike, target: ArrayLike) -> tuple[float, float]:
    """Return the root mean square and the largest distance left between the moved source and the target."""
    gaps = np.hypot(*(apply_matrix(matrix, source) - _as_coords(target)).T)
    return float(np.sqrt(np.mean(gaps**2))), float(gaps.max())


def are_collinear(coords: ArrayLike, ratio: float = 0.05) -> bool:
    """Tell whether points lie along one line, so that a mirrored fit could not be told from a straight one.

    ``ratio`` is the spread across the line over the spread along it (tool default 0.05).
    """
    points = _as_coords(coords)
    spread = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
    return len(points) < 3 or bool(spread[1] <= ratio * spread[0])


def apply_matrix(matrix: Matrix, coords: ArrayLike) -> Coords:
    """Move (n, 2) coordinates by a matrix."""
    a, b, c, d, e, f = matrix
    points = _as_coords(coords)
    x, y = points[:, 0], points[:, 1]
    return np.column_stack((a * x + b * y + c, d * x + e * y + f))


def invert_matrix(matrix: Matrix) -> Matrix:
    """Return the matrix that undoes ``matrix``; raise ValueError when nothing can."""
    a, b, c, d, e, f = matrix
    det = determinant(matrix)
    if det == 0 or not math.isfinite(det):
        raise ValueError("the matrix cannot be inverted")
    return (e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det)


def compose(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that applies ``inner`` first and ``outer`` to its result."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (
        a * p + b * s, a * q + b * t, a * r + b * u + c,
        d * p + e * s, d * q + e * t, d * r + e * u + f,
    )  # fmt: skip


def determinant(matrix: Matrix) -> float:
    """Return the signed area factor; negative when the matrix turns the plane over."""
    return matrix[0] * matrix[4] - matrix[1] * matrix[3]


def matrix_scale(matrix: Matrix) -> float:
    """Return the length factor of a similarity (the square root of the area factor)."""
    return math.sqrt(abs(determinant(matrix)))


def _as_coords(coords: ArrayLike) -> Coords:
    return np.asarray(coords, dtype=np.float64).reshape(-1, 2)


def _held_out_worst(source: Coords, target: Coords, mirrored: bool, scale: float | None) -> float | None:
    """Leave each point out in turn; None when the others coincide and fix nothing."""
    errors = []
    for index in range(len(source)):
        keep = np.arange(len(source)) != index
        try:
            matrix = solve_similarity(source[keep], target[keep], mirrored, scale)
        except ValueError:
            return None
        errors.append(fit_errors(matrix, source[~keep], target[~keep])[1])
    return max(errors)
