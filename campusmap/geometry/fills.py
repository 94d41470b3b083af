"""Areas that boundary loops fill, holes cut out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.faces import GRID_M, largest_polygon, mean_width
from campusmap.geometry.lines import Shapes


def loops_to_areas(
    loops: Sequence[Sequence[tuple[float, float]]], owners: Sequence[str], hole: float = 0.0
) -> list[tuple[int, Polygon]]:
    """Return the areas that loops fill, each with the index of its outer loop, in their order.

    Loops of one owner are holes of one another by the even-odd rule; side by side they fill an area each, even where
    they share an edge. Holes smaller than ``hole`` are closed: they keep a text free. Loops of fewer than three points
    fill nothing.
    """
    rings = [Polygon(loop) if len(loop) > 2 else Polygon() for loop in loops]
    rings = [ring if ring.is_valid else largest_polygon(shapely.make_valid(ring)) for ring in rings]
    shapes: Shapes = np.array(rings, dtype=object)
    area, group = shapely.area(shapes), np.unique(owners, return_inverse=True)[1]
    inner, outer = shapely.STRtree(shapes).query(shapely.point_on_surface(shapes), predicate="within")
    nested = (group[inner] == group[outer]) & (area[outer] > area[inner])
    inner, outer = inner[nested], outer[nested]
    depth = np.bincount(inner, minlength=len(rings))
    next_in = depth[inner] == depth[outer] + 1
    return [
        (index, _cut_out(rings[index], shapes[inner[next_in & (outer == index)]], hole))
        for index in np.flatnonzero((depth % 2 == 0) & (area > 0)).tolist()
    ]


def _cut_out(ring: Polygon, inner: Shapes, hole: float) -> Polygon:
    holes = inner[shapely.area(inner) >= hole]
    return largest_polygon(shapely.difference(ring, shapely.union_all(holes))) if len(holes) else ring


def share_thin(loops: Sequence[Sequence[tuple[float, float]]], owners: Sequence[str], width: float) -> float:
    """Return the share of the area that loops fill together whose mean width is at most ``width``; 0 if they fill none.

    Fills that touch or overlap count as one: a wall may be filled in pieces, and a floor, too.
    """
    areas = [area for _, area in loops_to_areas(loops, owners)]
    parts = shapely.get_parts(shapely.union_all(areas, grid_size=GRID_M)) if areas else np.empty(0, dtype=object)
    parts = parts[shapely.get_dimensions(parts) == 2]
    total = float(shapely.area(parts).sum())
    return float(shapely.area(parts[mean_width(parts) <= width]).sum()) / total if total else 0.0
