"""Toilet stalls: unlabelled cells in a restroom go back to it, and their doors are no doors of the floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.faces import close_shapes, largest_polygon
from campusmap.geometry.lines import Shapes, make_points
from campusmap.model.places import Use
from campusmap.model.source import Notice
from campusmap.rooms.openings import Sided
from campusmap.rooms.parts import Cell, Doorway
from campusmap.rooms.sheet import Sheet, make_notice, make_ref
from campusmap.rooms.texts import Mark, TextKind
from campusmap.rooms.words import name_to_use
from campusmap.units import count_of

_STALL_M2: Final = 4.0  # an accessible stall is 1.5 x 1.5 m, a row's end stall up to 4 m2
_PARTITION_M: Final = 0.2  # thickest stall partition
_DOOR_M: Final = 0.3


def glue_stalls(cells: Sequence[Cell], doorways: Sequence[Doorway], marks: Sequence[Mark]) -> tuple[Cell, ...]:
    """Join small unlabelled cells whose doors open only into one restroom to that restroom."""
    if not cells:
        return ()
    shapes: Shapes = np.array([cell.shape for cell in cells], dtype=object)
    labelled, restroom = _read_cells(shapes, marks)
    small = (shapely.area(shapes) < _STALL_M2) & ~labelled
    if not (small.any() and restroom.any()):
        return tuple(cells)
    beside = _cells_by_door(shapes, doorways)
    homes = {
        i: beside[i] for i in np.flatnonzero(small).tolist() if len(beside[i]) == 1 and restroom[next(iter(beside[i]))]
    }
    guests: dict[int, list[int]] = {}
    for stall, rooms in homes.items():
        guests.setdefault(next(iter(rooms)), []).append(stall)
    return tuple(_absorb(cell, [cells[g] for g in guests.get(i, [])]) for i, cell in enumerate(cells) if i not in homes)


def _read_cells(shapes: Shapes, marks: Sequence[Mark]) -> tuple[np.ndarray, np.ndarray]:
    telling = [m for m in marks if m.kind in (TextKind.NUMBER, TextKind.NAME)]
    labelled, restroom = np.zeros(len(shapes), dtype=bool), np.zeros(len(shapes), dtype=bool)
    if telling:
        mark, cell = shapely.STRtree(shapes).query(make_points([(m.x, m.y) for m in telling]), predicate="within")
        labelled[cell] = True
        is_rest = np.array([m.kind is TextKind.NAME and name_to_use(m.value) is Use.RESTROOM for m in telling])
        restroom[cell[is_rest[mark]]] = True
    return labelled, restroom


def _cells_by_door(shapes: Shapes, doorways: Sequence[Doorway]) -> list[set[int]]:
    """List for each cell the cells that a doorway joins it to."""
    beside: list[set[int]] = [set() for _ in shapes]
    if not doorways:
        return beside
    middles = np.array([d.line.interpolate(0.5, normalized=True) for d in doorways], dtype=object)
    door, cell = shapely.STRtree(shapes).query(middles, predicate="dwithin", distance=_DOOR_M)
    for k in np.unique(door).tolist():
        joined = set(cell[door == k].tolist())
        for i in joined:
            beside[i] |= joined - {i}
    return beside


def _absorb(cell: Cell, stalls: Sequence[Cell]) -> Cell:
    if not stalls:
        return cell
    mass = shapely.union_all([cell.shape, *(stall.shape for stall in stalls)])
    closed = close_shapes(mass, _PARTITION_M)
    note = f"joined {count_of(len(stalls), 'stall')}"
    return replace(cell, shape=largest_polygon(closed), repairs=(*cell.repairs, note))


def drop_stall_doors(sheet: Sheet, sided: Sequence[Sided], uses: Sequence[Use]) -> tuple[list[Sided], list[Notice]]:
    """Leave out doors with the same restroom on both sides, with a notice that counts them."""
    stall = [s for s in sided if s.sides[0] == s.sides[1] >= 0 and uses[s.sides[0]] is Use.RESTROOM]
    if not stall:
        return list(sided), []
    at = stall[0].doorway.line.centroid
    text = f"{count_of(len(stall), 'stall door')} inside restrooms left out; the first is at the place given."
    notice = make_notice(sheet, "rooms.stall_door", text, ref=make_ref(sheet, at.x, at.y), count=len(stall))
    return [s for s in sided if s not in stall], [notice]
