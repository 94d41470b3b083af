"""Wall bodies that hang on a room because a wall's face has a gap: taken off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import GRID_M, grow, largest_polygon, open_shapes, sort_shapes
from campusmap.geometry.lines import Shapes
from campusmap.model.source import Notice
from campusmap.rooms.parts import Dropped
from campusmap.rooms.sheet import Sheet, make_notice, make_ref
from campusmap.units import count_of

_WALL_M: Final = 0.36  # strips up to this wide are wall bodies; the thickest partition, tool default
_CRACK_M: Final = 0.08  # tool default
_BODY_M2: Final = 0.15
_ROOM_M2: Final = 0.5
_CORE_M2: Final = 1.5  # what a crack parts is a room from this size; tool default
_LENGTH_M: Final = 1.2  # shorter niches stay with the room


@dataclass(frozen=True, slots=True)
class Shed:
    """Rooms without the wall bodies, the bodies, and a point in each room that was cut."""

    rooms: tuple[Polygon, ...]
    bodies: tuple[Dropped, ...]
    cut: tuple[Polygon, ...]


def shed_wall_bodies(rooms: Sequence[Polygon]) -> Shed:
    """Open each room with a square of a wall's thickness; long strips that fall off are wall bodies.

    A room that was two, joined only through the inside of a wall, falls into its parts.
    """
    if not len(rooms):
        return Shed((), (), ())
    shapes = _close_cracks(np.array(rooms, dtype=object))
    wide = grow(open_shapes(shapes, _WALL_M), 0.002)
    kept = shapely.intersection(shapes, wide)
    suspect = shapely.area(shapes) - shapely.area(kept) > _BODY_M2
    out: list[Polygon] = []
    bodies: list[Dropped] = []
    cut: list[Polygon] = []
    for room, core, doubtful in zip(shapes.tolist(), kept.tolist(), suspect.tolist(), strict=True):
        strips = _long_strips(shapely.difference(room, core)) if doubtful else np.empty(0, dtype=object)
        if not len(strips):
            out += _part_at_cracks(room, core)
            continue
        rest = shapely.get_parts(shapely.difference(room, shapely.union_all(strips)))
        rest = sort_shapes(rest[shapely.area(rest) >= _ROOM_M2])
        out += [part for piece in rest.tolist() for part in _part_at_cracks(piece, shapely.intersection(core, piece))]
        bodies += [Dropped("wall body", strip) for strip in strips.tolist()]
        cut.append(room)
    return Shed(tuple(out), tuple(bodies), tuple(cut))


def _close_cracks(rooms: Shapes) -> Shapes:
    """Take off what is too narrow to be drawn on purpose, as where a wall stops short of another."""
    wide = shapely.intersection(rooms, grow(open_shapes(rooms, _CRACK_M), 0.002))
    parts = shapely.get_parts(shapely.get_parts(wide))
    return sort_shapes(parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) >= _ROOM_M2)])


def _part_at_cracks(room: Polygon, core: BaseGeometry) -> list[Polygon]:
    """Cut a room where nobody could squeeze through: its cores, each with the crumbs that lie along it."""
    cores = shapely.get_parts(shapely.get_parts(core))
    cores = sort_shapes(cores[(shapely.get_type_id(cores) == 3) & (shapely.area(cores) >= _CORE_M2)])
    if len(cores) < 2:
        return [room]
    crumbs = shapely.get_parts(shapely.difference(room, shapely.union_all(cores)))
    crumbs = crumbs[shapely.get_type_id(crumbs) == 3]
    near = shapely.length(shapely.intersection(shapely.buffer(crumbs, 0.005)[:, None], shapely.boundary(cores)[None]))
    home = near.argmax(axis=1)
    return [
        largest_polygon(shapely.union_all([one, *crumbs[home == k]], grid_size=GRID_M)) for k, one in enumerate(cores)
    ]


def _long_strips(rest: BaseGeometry) -> Shapes:
    parts = shapely.get_parts(shapely.get_parts(rest))
    parts = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > _BODY_M2)]
    return np.asarray(parts[shapely.length(parts) / 2 > _LENGTH_M], dtype=object)


def shed_notices(sheet: Sheet, shed: Shed) -> list[Notice]:
    """Count the rooms from which wall bodies were taken off."""
    if not shed.cut:
        return []
    at = shed.cut[0].representative_point()
    text = f"{count_of(len(shed.cut), 'room')} ran on into a wall through a gap in its face; the wall was taken off."
    return [make_notice(sheet, "rooms.wall_open", text, ref=make_ref(sheet, at.x, at.y), count=len(shed.cut))]
