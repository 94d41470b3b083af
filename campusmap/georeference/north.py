"""The true-north frame that maps and sheets are drawn in."""

from __future__ import annotations

from campusmap.geometry.geodesy import true_north
from campusmap.model.places import TrueNorth


def lay_true_north(epsg: int, centre: tuple[float, float]) -> TrueNorth:
    """Return the frame of ground metres about ``centre`` (x, y in the campus CRS), +y exactly true north there."""
    frame = true_north(epsg, *centre)
    return TrueNorth(frame.matrix, frame.to_lonlat, frame.convergence_deg)
