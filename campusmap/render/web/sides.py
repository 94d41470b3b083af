"""Which side of its building a room or a door lies on: A is the front, B, C, D follow clockwise (fire service)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from campusmap.carto.scene import move_all, mover
from campusmap.model.analysis import Orientation
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus

_REACH_M = 1.2  # a room's face is at most a thick outer wall from the footprint's edge; tool default
_SHARE_M = 2.0  # of outer wall, so that the thickness of a side wall does not count; tool default


def side_facts(kit: Kit) -> dict[str, str]:
    """Return for each room of an oriented, placed building "A", "A, B", "inside"; for each exterior door its side."""
    found: dict[str, str] = {}
    buildings = {building.id: building for building in kit.campus.buildings}
    for orientation in kit.analysis.orientations:
        building = buildings.get(orientation.building)
        if building is not None and kit.campus.north is not None and not building.footprint.is_empty:
            found |= _building_sides(kit.campus, building, orientation)
    return found


def _building_sides(campus: Campus, building: Building, orientation: Orientation) -> dict[str, str]:
    edges, letters = _lettered_edges(mover(campus)(building.footprint), orientation.side_a_deg)
    placed = [floor for floor in building.floors if floor.frame.placed]
    spaces = [space for floor in placed for space in floor.spaces if not space.outline.is_empty]
    doors = [door for floor in placed for door in floor.openings if door.exterior]
    if not placed:
        return {}
    tree = STRtree(edges)
    rooms = _room_sides(move_all(campus, placed[0], [space.outline for space in spaces]), edges, letters, tree)
    lines = move_all(campus, placed[0], [door.line for door in doors])
    near = tree.nearest(shapely.line_interpolate_point(lines, 0.5, normalized=True)) if doors else []
    sides = dict(zip((space.id for space in spaces), rooms, strict=True))
    return sides | {door.id: letters[n] for door, n in zip(doors, near, strict=True)}


def _lettered_edges(footprint: BaseGeometry, side_a_deg: float) -> tuple[list[BaseGeometry], list[str]]:
    """Return the footprint's outer edges, and the side that the outward normal of each is nearest to."""
    edges, letters = [], []
    for part in shapely.get_parts(shapely.orient_polygons(footprint)):
        ring = shapely.get_coordinates(part.exterior)
        for (x0, y0), (x1, y1) in itertools.pairwise(ring):
            outward_deg = math.degrees(math.atan2(y1 - y0, x0 - x1))  # of (dy, -dx): the ring runs counter-clockwise
            edges.append(shapely.linestrings([(x0, y0), (x1, y1)]))
            letters.append("ABCD"[round((outward_deg - side_a_deg) / 90) % 4])
    return edges, letters


def _room_sides(
    rooms: NDArray[np.object_], edges: list[BaseGeometry], letters: Sequence[str], tree: STRtree
) -> list[str]:
    if not len(rooms):
        return []
    which, edge = tree.query(rooms, predicate="dwithin", distance=_REACH_M)
    near = shapely.buffer(rooms, _REACH_M, cap_style="flat", join_style="mitre")
    shared = shapely.length(shapely.intersection(near[which], np.array(edges, dtype=object)[edge]))
    totals: list[dict[str, float]] = [{} for _ in rooms]
    for room, n, length in zip(which, edge, shared, strict=True):
        totals[room][letters[n]] = totals[room].get(letters[n], 0.0) + float(length)
    return [_name_sides(total) for total in totals]


def _name_sides(shares: dict[str, float]) -> str:
    """Name the sides with the longest outer wall first."""
    held = sorted((side for side in shares if shares[side] >= _SHARE_M), key=lambda side: (-shares[side], side))
    return ", ".join(held) or "inside"
