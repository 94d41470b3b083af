"""The drawing sorted by role, and the addresses of things in it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from campusmap.geometry.hatching import find_hatching
from campusmap.geometry.lines import Bools
from campusmap.model.frame import Frame, Matrix
from campusmap.model.plan import Label, Plan, Role, Stroke
from campusmap.model.source import Notice, Ref
from campusmap.rooms.broken_lines import find_broken
from campusmap.rooms.floor_lines import find_floor_lines
from campusmap.rooms.frames import find_text_frames
from campusmap.rooms.measured import find_measures
from campusmap.rooms.mixed import sort_strokes
from campusmap.rooms.page_border import find_borders
from campusmap.rooms.treads import find_loose_treads, find_rails, find_treads

_OFF_GRID_M: Final = 0.0137  # buildings are drawn on round numbers: keeps those off the edges of the rounding


@dataclass(frozen=True, slots=True)
class Sheet:
    """One floor's drawing in metres, by role, with the way back to drawing units.

    ``set_aside`` are strokes of wall layers that were taken for dimensions, the sheet's border, frames round texts
    or lines painted on the floor, and hatching of wall and mixed layers; ``broken`` are those of both drawn dashed,
    dotted or as centre lines.
    """

    floor_id: str
    building_id: str
    file: str
    frame: Frame
    inverse: Matrix
    strokes: dict[Role, tuple[Stroke, ...]]
    labels: tuple[tuple[Label, Role], ...]
    set_aside: tuple[Stroke, ...] = ()
    broken: tuple[Stroke, ...] = ()


def plan_to_sheet(plan: Plan, frame: Frame, floor_id: str, building_id: str) -> Sheet:
    """Sort a placed plan's strokes by the role of their layer, those of mixed layers one by one.

    Stair treads on wall layers and on those of no known role go to the stairs, dimensions, frames, hatching, floor
    lines and sheet borders to the annotation; strokes of fewer than two points are left out.
    """
    roles = {fact.name: fact.role for fact in plan.layers}
    strokes: dict[Role, list[Stroke]] = {role: [] for role in Role}
    for stroke in plan.strokes:
        if len(stroke.points) > 1:
            strokes[roles.get(stroke.layer, Role.OTHER)].append(stroke)
    broken: list[Stroke] = []
    hatching: list[Stroke] = []
    for role in (Role.MIXED, Role.WALL):
        dashed, solid = _part(strokes[role], find_broken(strokes[role]))
        hatched, rest = _part(solid, _rows(find_hatching([stroke.path for stroke in solid])))
        broken += dashed
        hatching += hatched
        idle = find_measures(plan.labels, rest).strokes | find_borders(rest)
        idle |= find_text_frames(rest, plan.labels) | find_floor_lines(rest)
        others, strokes[role] = _part(rest, idle)  # others of the walls, in the end
        strokes[Role.ANNOTATION] += others
    strokes[Role.ANNOTATION] += hatching
    strokes[Role.ANNOTATION] += broken
    for stroke, role in zip(strokes[Role.MIXED], sort_strokes(strokes[Role.MIXED]), strict=True):
        strokes[role].append(stroke)
    treads = find_treads(strokes[Role.WALL])
    treads |= find_rails(strokes[Role.WALL], treads)
    for role, flags in ((Role.WALL, treads), (Role.OTHER, find_loose_treads(strokes[Role.OTHER]))):
        flights, strokes[role] = _part(strokes[role], _rows(flags))
        strokes[Role.STAIR] += flights
    roles |= {name: Role.LABEL for name, role in roles.items() if role is Role.MIXED}
    labels = tuple((label, roles.get(label.layer, Role.OTHER)) for label in plan.labels)
    by_role = {role: tuple(found) for role, found in strokes.items()}
    return Sheet(
        floor_id,
        building_id,
        plan.file,
        frame,
        invert(frame.matrix),
        by_role,
        labels,
        (*hatching, *others),
        tuple(broken),
    )


def _rows(flags: Bools) -> frozenset[int]:
    return frozenset(np.flatnonzero(flags).tolist())


def _part(strokes: Sequence[Stroke], rows: frozenset[int]) -> tuple[list[Stroke], list[Stroke]]:
    """Return the strokes in some rows, and the rest."""
    return [strokes[k] for k in sorted(rows)], [stroke for k, stroke in enumerate(strokes) if k not in rows]


def invert(matrix: Matrix) -> Matrix:
    """Invert X = a x + b y + c, Y = d x + e y + f."""
    a, b, c, d, e, f = matrix
    det = a * e - b * d
    return (e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det)


def to_drawing(sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    """Map a point in metres back to drawing units."""
    a, b, c, d, e, f = sheet.inverse
    return a * x + b * y + c, d * x + e * y + f


def make_ref(sheet: Sheet, x: float, y: float, layer: str = "", handle: str = "") -> Ref:
    """Address a point given in metres, in drawing units rounded to the thousandth."""
    u, v = to_drawing(sheet, x, y)
    return Ref(sheet.file, layer, handle, round(float(u), 3), round(float(v), 3))


def stroke_refs(sheet: Sheet, strokes: Iterable[Stroke]) -> tuple[Ref, ...]:
    """Address each selectable entity among the strokes once, at its first point."""
    first: dict[tuple[str, str], Stroke] = {}
    for stroke in strokes:
        first.setdefault((stroke.layer, stroke.handle), stroke)
    return tuple(make_ref(sheet, *s.points[0], s.layer, s.handle) for s in first.values())


def make_notice(
    sheet: Sheet, code: str, text: str, subject: str = "", ref: Ref | None = None, count: int = 1
) -> Notice:
    """Write a notice about this floor; without a subject it is about the floor itself."""
    return Notice(
        code, text, subject or sheet.floor_id, ref or Ref(sheet.file), sheet.building_id, sheet.floor_id, count
    )


def place_hash(sheet: Sheet, x: float, y: float, digits: int) -> str:
    """Hash a position to hex digits: metres in the drawing's own axes, rounded to 0.1 m, so that a rebuild agrees."""
    scale = math.hypot(sheet.frame.matrix[0], sheet.frame.matrix[3])
    u, v = to_drawing(sheet, x, y)
    key = ",".join(f"{round(value * scale - _OFF_GRID_M, 1) + 0.0:.1f}" for value in (u, v))
    return hashlib.sha256(key.encode()).hexdigest()[:digits]
