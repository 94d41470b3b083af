"""Rectangles that stand at an angle."""

from __future__ import annotations

import numpy as np

from campusmap.geometry.lines import Floats

XY = tuple[float, float]


def box_distances(centre: XY, width: float, height: float, rotation_deg: float, points: Floats) -> Floats:
    """Return how far points (..., 2) lie from a box of a width and height turned about its centre; zero inside."""
    turn = np.radians(rotation_deg)
    dx, dy = points[..., 0] - centre[0], points[..., 1] - centre[1]
    along = np.abs(dx * np.cos(turn) + dy * np.sin(turn)) - width / 2.0
    across = np.abs(dy * np.cos(turn) - dx * np.sin(turn)) - height / 2.0
    distances: Floats = np.hypot(np.maximum(along, 0.0), np.maximum(across, 0.0))
    return distances
