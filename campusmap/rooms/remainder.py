"""Floor that the room polylines leave out although doors lead to it: mostly corridors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.faces import are_thinner, open_shapes, sort_shapes
from campusmap.geometry.lines import Shapes
from campusmap.model.plan import Role
from campusmap.model.source import Notice
from campusmap.rooms.closed import Doorways
from campusmap.rooms.outline import drawn_outline
from campusmap.rooms.parts import Cell
from campusmap.rooms.sheet import Sheet, make_notice, make_ref
from campusmap.rooms.spaces import cull_faces, touch_doors
from campusmap.rooms.texts import Mark
from campusmap.rooms.walls import heal_to_faces
from campusmap.units import say_area

_MIN_AREA_M2: Final = 3.0
_MIN_WIDTH_M: Final = 0.85  # narrower strips are walls between room polylines
_REACH_M: Final = 0.35  # a door's line lies this near the floor that it leads to


def find_remainder(sheet: Sheet, cells: Sequence[Cell], doorways: Doorways, marks: Sequence[Mark]) -> tuple[Cell, ...]:
    """Return the parts of the floor outside every room polyline that at least one drawn door leads to."""
    if not doorways.drawn:
        return ()
    rooms = shapely.union_all(np.array([cell.shape for cell in cells], dtype=object), grid_size=0.001)
    base = drawn_outline(sheet.strokes[Role.OUTLINE])
    rest = _open(shapely.difference(_closed_floor(doorways, marks) if base is None else base, rooms))
    rest = rest[touch_doors(shapely.buffer(rest, _REACH_M), doorways.drawn) > 0] if len(rest) else rest
    return tuple(Cell(shape, "walls", (), ("what the room polylines leave of the floor",)) for shape in rest.tolist())


def _closed_floor(doorways: Doorways, marks: Sequence[Mark]) -> BaseGeometry:
    hard = (*doorways.drawn, *doorways.sure)
    faces = heal_to_faces(doorways.raw, hard).faces
    return shapely.union_all(np.array(cull_faces(faces, hard, marks).kept, dtype=object), grid_size=0.001)


def _open(shape: BaseGeometry) -> Shapes:
    """Drop what is narrower than a passage, and cut free what hangs on it."""
    wide = open_shapes(shape, _MIN_WIDTH_M)
    parts = shapely.get_parts(shapely.get_parts(shapely.intersection(wide, shape)))
    parts = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) >= _MIN_AREA_M2)]
    return sort_shapes(parts[~are_thinner(parts, _MIN_WIDTH_M * 0.98)]) if len(parts) else parts


def remainder_notices(sheet: Sheet, cells: Sequence[Cell]) -> list[Notice]:
    """Write a notice for each part of the floor that no room polyline covers."""
    notices = []
    for cell in cells:
        at = cell.shape.representative_point()
        text = (
            f"{say_area(cell.shape.area)} of floor lie in no room polyline though a door leads there; kept as a room."
        )
        notices.append(make_notice(sheet, "rooms.remainder", text, ref=make_ref(sheet, at.x, at.y)))
    return notices
