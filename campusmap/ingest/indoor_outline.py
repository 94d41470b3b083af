"""The outline of a level, less the floor that lies in no room: it is no wall, and nothing is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import open_shapes, sort_shapes

_WIDER_M: Final = 1.5  # thicker than any wall (tool default)
_LARGER_M2: Final = 3.0  # a shaft or a pier may be smaller (tool default)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """An outline's polygons that are rooms and walls, and what is left over, in metres."""

    kept: tuple[Polygon, ...]
    left: tuple[Polygon, ...]


def trim_outline(outline: BaseGeometry, rooms: Sequence[Polygon]) -> Trimmed:
    """Take out of an outline what is wide and large and lies in no room."""
    mass = shapely.union_all(np.array(rooms, dtype=object), grid_size=0.001)
    bare = shapely.difference(outline, mass)
    wide = _polygons(shapely.intersection(open_shapes(bare, _WIDER_M), bare))
    left = [part for part in wide if part.area >= _LARGER_M2]
    kept = _polygons(shapely.difference(outline, shapely.union_all(np.array(left, dtype=object))))
    return Trimmed(tuple(kept), tuple(left))


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)).tolist() if isinstance(part, Polygon)]
    return list(sort_shapes(np.array(parts, dtype=object)).tolist()) if parts else []
