"""Doorways and glazing to openings: what each joins, its number, and what joins nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import shapely
from shapely import LineString

from campusmap.geometry.lines import Shapes
from campusmap.model.places import OUTSIDE, Opening, OpeningKind
from campusmap.model.plan import STATED_DOOR, STATED_GAP, STATED_WINDOW, Role
from campusmap.model.source import Notice, Ref
from campusmap.rooms.naming import name_openings
from campusmap.rooms.parts import Doorway
from campusmap.rooms.sheet import Sheet, make_notice, make_ref, stroke_refs
from campusmap.rooms.sides import OUT, Ground, probe_sides
from campusmap.rooms.windows import cut_runs, strokes_to_runs
from campusmap.units import count_of

_WIDEST_DOOR_M: Final = (
    2.5  # two leaves of 1.2 m; longer door ink without a swing in an outer wall is glazing; tool default
)
_LEAN_M: Final = 0.1  # a leaf drawn less to one side, as double-acting doors are, tells none; tool default
_COMMON: Final = 3  # so is a block that occurs this often, only in outer walls and never with a swing


@dataclass(frozen=True, slots=True)
class Sided:
    """An opening and the indices of the rooms left and right of it (OUT or NOWHERE below zero)."""

    doorway: Doorway
    sides: tuple[int, int]

    @property
    def exterior(self) -> bool:
        """Tell whether one side is outside and the other a room."""
        return OUT in self.sides and max(self.sides) >= 0


def find_sides(doorways: Sequence[Doorway], ground: Ground) -> list[Sided]:
    """Tell what each doorway joins; bare gaps within one room are no openings and are left out unless stated."""
    sides = probe_sides([d.line for d in doorways], [d.thickness_m for d in doorways], ground)
    sided = _tell_windows(list(map(Sided, doorways, sides)))
    return [s for s in sided if s.doorway.kind is not OpeningKind.OPENING or _parts(s) or _is_stated(s.doorway)]


def _tell_windows(sided: Sequence[Sided]) -> list[Sided]:
    """Take for windows what door layers draw without a swing in outer walls, when it is long or its block is common."""
    still = [s.exterior and s.doorway.kind is OpeningKind.DOOR and _shows_no_leaf(s.doorway) for s in sided]
    blocks = Counter(_block(s) for s, flag in zip(sided, still, strict=True) if flag)
    doors = {_block(s) for s, flag in zip(sided, still, strict=True) if not flag}
    common = {block for block, count in blocks.items() if block and count >= _COMMON and block not in doors}
    return [
        Sided(replace(s.doorway, kind=OpeningKind.WINDOW), s.sides)
        if flag and (s.doorway.line.length > _WIDEST_DOOR_M or _block(s) in common)
        else s
        for s, flag in zip(sided, still, strict=True)
    ]


def _shows_no_leaf(doorway: Doorway) -> bool:
    """Tell whether a door is neither drawn with a swing nor stated to be one."""
    return doorway.swing_line is None and not _is_stated(doorway)


def _is_stated(doorway: Doorway) -> bool:
    return any(stroke.kind in {STATED_DOOR, STATED_GAP} for stroke in doorway.strokes)


def _block(sided: Sided) -> str:
    return next((stroke.block for stroke in sided.doorway.strokes), "")


def _parts(sided: Sided) -> bool:
    left, right = sided.sides
    return left != right and max(left, right) >= 0 and min(left, right) >= OUT


def find_windows(sheet: Sheet, ground: Ground) -> tuple[list[Sided], list[Sided]]:
    """Find windows: glazing with a room on one side and another, or the outside, on the other; and the rest."""
    pieces = cut_runs(strokes_to_runs(sheet.strokes[Role.WINDOW]), ground)
    good = [Sided(piece, (left, right)) for piece, left, right in pieces]
    windows = [s for s in good if _joins_two(s.sides)]
    return windows, [s for s in good if not _joins_two(s.sides)]


def _joins_two(sides: tuple[int, int]) -> bool:
    return sides[0] != sides[1] and max(sides) >= 0 and min(sides) != -1


def sides_to_joins(sides: tuple[int, int], space_ids: Sequence[str]) -> tuple[str, ...]:
    """Name what an opening joins: space ids in order, OUTSIDE last; an unknown side is left out."""
    names = {space_ids[side] for side in sides if side >= 0}
    return (*sorted(names), *([OUTSIDE] if OUT in sides and names else []))


def make_openings(
    sheet: Sheet, sided: Sequence[Sided], space_ids: Sequence[str], numbers: Sequence[str]
) -> tuple[Opening, ...]:
    """Make openings, in order of id."""
    ids = name_openings(sheet, [s.doorway for s in sided])
    lines = _round([s.doorway.line for s in sided])
    swings = _round([s.doorway.swing_line for s in sided])
    found = [
        Opening(
            id=opening_id,
            kind=s.doorway.kind,
            line=line,
            joins=sides_to_joins(s.sides, space_ids),
            number=number,
            swing=_swing_side(s, space_ids),
            swing_line=swing,
            refs=stroke_refs(sheet, s.doorway.strokes) or (_place_ref(sheet, s.doorway.line),),
        )
        for s, opening_id, number, line, swing in zip(sided, ids, numbers, lines, swings, strict=True)
    ]
    return tuple(sorted(found, key=lambda opening: opening.id))


def _swing_side(sided: Sided, space_ids: Sequence[str]) -> str:
    """Name the space that the drawn leaf swings into; "in" or "out" for a door to the outside; "" if unknown."""
    swing, line = sided.doorway.swing_line, sided.doorway.line
    if swing is None or swing.is_empty:
        return ""
    (ax, ay), (bx, by) = line.coords[0], line.coords[-1]
    middle = swing.envelope.centroid
    lean = (bx - ax) * (middle.y - ay) - (by - ay) * (middle.x - ax)  # above zero on the left, as in probe_sides
    if abs(lean) < _LEAN_M * line.length:
        return ""
    side = sided.sides[0] if lean > 0 else sided.sides[1]
    if sided.exterior:
        return "out" if side == OUT else "in"
    return space_ids[side] if side >= 0 else ""


def _round(lines: Sequence[LineString | None]) -> list[Any]:
    """Return lines rounded to the millimetre; what is no line stays None."""
    points, owner = shapely.get_coordinates(np.array(lines, dtype=object), return_index=True)
    rounded: Shapes = np.full(len(lines), None, dtype=object)
    if len(points):
        shapely.linestrings(points.round(3), indices=owner, out=rounded)
    return list(rounded)


def _place_ref(sheet: Sheet, line: LineString) -> Ref:
    at = line.interpolate(0.5, normalized=True)
    return make_ref(sheet, at.x, at.y)


def opening_notices(sheet: Sheet, openings: Sequence[Opening], unsided: Sequence[Sided]) -> list[Notice]:
    """Write notices for doors that join nothing or one room twice, for guessed openings and for loose glazing."""
    return [
        *_loose_notices(sheet, openings),
        *_window_notices(sheet, openings),
        *_bare_notices(sheet, openings),
        *_glazing_notices(sheet, unsided),
    ]


def _loose_notices(sheet: Sheet, openings: Sequence[Opening]) -> list[Notice]:
    notices = []
    for opening in openings:
        if len(opening.joins) < 2 and opening.kind is not OpeningKind.WINDOW:
            what = f"only {opening.joins[0]}" if opening.joins else "nothing"
            text = f"The door joins {what}: a wall beside it is missing, or it stands in a room."
            notices.append(make_notice(sheet, "rooms.door_loose", text, opening.id, opening.refs[0]))
    return notices


def _window_notices(sheet: Sheet, openings: Sequence[Opening]) -> list[Notice]:
    door_layers = {stroke.layer for stroke in sheet.strokes[Role.DOOR] if stroke.kind != STATED_WINDOW}
    taken = [o for o in openings if o.kind is OpeningKind.WINDOW and o.refs[0].layer in door_layers]
    if not taken:
        return []
    text = f"{count_of(len(taken), 'opening')} drawn on door layers without a swing, taken for windows."
    return [make_notice(sheet, "rooms.door_as_window", text, taken[0].id, taken[0].refs[0], len(taken))]


def _bare_notices(sheet: Sheet, openings: Sequence[Opening]) -> list[Notice]:
    stated = {stroke.handle for stroke in sheet.strokes[Role.DOOR] if stroke.kind == STATED_GAP}
    bare = [o for o in openings if o.kind is OpeningKind.OPENING and o.refs[0].handle not in stated]
    bare = [o for o in bare if o.refs[0].file == sheet.file]  # what people say is no guess
    if not bare:
        return []
    text = f"{count_of(len(bare), 'opening')} found that no door marks; the first is at the place given."
    return [make_notice(sheet, "rooms.opening_guessed", text, bare[0].id, bare[0].refs[0], len(bare))]


def _glazing_notices(sheet: Sheet, unsided: Sequence[Sided]) -> list[Notice]:
    if not unsided:
        return []
    ref = stroke_refs(sheet, unsided[0].doorway.strokes[:1])[0]
    text = f"{count_of(len(unsided), 'piece')} of glazing without two sides, kept as linework only."
    return [make_notice(sheet, "rooms.window_loose", text, ref=ref, count=len(unsided))]
