"""The part of a room that is out of sight, once it is known what looks in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.sight import Aperture, find_seen
from campusmap.geometry.wide import keep_wide
from campusmap.model.places import Floor, Space
from campusmap.safety.views import View

SPECK_M2: Final = 0.01  # what windows look at of a corner is not told in smaller pieces; tool default
MM2: Final = 1e-6  # what rounding leaves beside a column, square metres


def find_hidden(
    floor: Floor, space: Space, view: View, min_width_m: float, fixed: Iterable[BaseGeometry] = ()
) -> MultiPolygon:
    """Return what of a room no slot looks at and nothing needs, pieces narrower than ``min_width_m`` left out.

    Furniture that is fixed takes floor, and never hides anything. More glass, a thinner wall or a column less leaves no
    more, but for the floor that the column stood on.
    """
    room = _room_with_columns(floor, space.outline)
    fixtures = [shape for shape in floor.fixtures.geoms if shape.intersects(space.outline)]
    taken = [*view.cleared, *fixtures, *fixed, *_seen_in(room, view.apertures)]
    return _keep_wide(space.outline.difference(shapely.union_all(taken)), floor.columns, min_width_m)


def find_exposed(floor: Floor, corner: MultiPolygon, space: Space, view: View) -> MultiPolygon:
    """Return the part of a corner that exterior windows look at."""
    if not view.exterior:
        return MultiPolygon()
    seen = shapely.union_all(list(_seen_in(_room_with_columns(floor, space.outline), view.exterior, corner)))
    return MultiPolygon([part for part in _polygons(corner.intersection(seen)) if part.area > SPECK_M2])


def find_seen_part(floor: Floor, space: Space, view: View, shape: BaseGeometry) -> BaseGeometry:
    """Return the part of a shape that some slot looks at."""
    return shape.intersection(
        shapely.union_all(list(_seen_in(_room_with_columns(floor, space.outline), view.apertures)))
    )


def _seen_in(
    room: BaseGeometry, apertures: Iterable[Aperture], near: BaseGeometry | None = None
) -> Iterator[BaseGeometry]:
    """Yield what the slots look at in each part of a room, all of it or what lies ``near`` a shape."""
    slots = list(apertures)
    return (find_seen(part, slots, near) for part in _polygons(room)) if slots else iter(())


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]


def _room_with_columns(floor: Floor, room: Polygon) -> BaseGeometry:
    """Return the room less its columns, which block as walls do."""
    columns = [c for c in floor.columns.geoms if c.intersects(room)]
    return room.difference(shapely.union_all(columns)) if columns else room


def _keep_wide(shape: BaseGeometry, columns: BaseGeometry, min_width_m: float) -> MultiPolygon:
    """Drop what is narrower than a width; a column that stands in a place does not make it narrow, and is no floor."""
    pieces = [piece.difference(columns) for piece in keep_wide(shape, min_width_m)]
    wide = [part for piece in pieces for part in _polygons(piece) if part.area > MM2]
    order = np.lexsort(np.array([part.bounds for part in wide]).reshape(-1, 4).T[::-1])
    return MultiPolygon([wide[n] for n in order])
