"""Which parts of a shape are wide enough; of two shapes one inside the other, so is what is kept of them."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Array = NDArray[np.float64]

SIDES: Final = 16  # of the polygon drawn round a disc in its stead, at most 2 % wider; tool default
CORNER: Final = 1.001 * math.sqrt(
    2.0
)  # so many radii from a disc's middle the square corner that it fits into is whole
# The polygon's corners, each twice: as the end of one side and as the beginning of the next; and the sides' normals.
_CORNERS: Final = np.repeat(np.arange(SIDES), 2) * (2 * math.pi / SIDES)
_NORMALS: Final = _CORNERS + np.tile([-1.0, 1.0], SIDES) * (math.pi / SIDES)
_ROUND: Final = np.column_stack([np.cos(_CORNERS), np.sin(_CORNERS)]) / math.cos(math.pi / SIDES)


def keep_wide(shape: BaseGeometry, width_m: float) -> list[Polygon]:
    """Return what of each part of a shape lies about discs as wide as ``width_m`` that fit into it.

    About a disc is what lies within CORNER radii of its middle: square corners stay whole, sharp ones are cut. A part
    into which no disc fits is dropped. Erosion and dilation by one fixed polygon (where a buffer would draw each corner
    anew) and the cut to the shape all keep inclusion: a shape inside another never keeps what the other loses. Serra,
    Image Analysis and Mathematical Morphology (1982), chapter 2.
    """
    middles = shape.difference(spread(shape, width_m / 2))
    if middles.is_empty:
        return []
    about = shapely.union(middles, spread(middles, CORNER * width_m / 2 / math.cos(math.pi / SIDES)))
    parts = shapely.get_parts(about.intersection(shape)).tolist()
    return [part for part in parts if isinstance(part, Polygon) and part.intersects(middles)]


def spread(shape: BaseGeometry, radius_m: float) -> BaseGeometry:
    """Return the sum of a shape's edges and the polygon round a disc: all within a radius of them, and little more."""
    starts, ends = _edges(shape)
    slopes = np.stack([np.cos(_NORMALS), np.sin(_NORMALS)])
    forward = (ends - starts) @ slopes > 0  # such a side moves along to the edge's end
    corners = np.where(forward[:, :, None], ends[:, None, :], starts[:, None, :]) + radius_m * _ROUND
    pieces: BaseGeometry = shapely.union_all(shapely.polygons(corners))
    return pieces


def _edges(shape: BaseGeometry) -> tuple[Array, Array]:
    """Return (n, 2) the starts and the ends of a shape's edges."""
    rings = [part.boundary if isinstance(part, Polygon) else part for part in shapely.get_parts(shape).tolist()]
    xy, line = shapely.get_coordinates(shapely.get_parts(rings), return_index=True)
    same = line[1:] == line[:-1]
    return xy[:-1][same], xy[1:][same]
