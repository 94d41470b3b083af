"""Numbers that look like a room's and are none: door and window sizes, areas without a unit, grid line marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.lines import Floats, make_points
from campusmap.model.plan import Label, Role, Stroke
from campusmap.rooms.doormarks import find_door_tags
from campusmap.rooms.marks import Mark, TextKind
from campusmap.rooms.measured import find_measures
from campusmap.rooms.sheet import Sheet

_JUDGED: Final = (TextKind.NUMBER, TextKind.DOOR)


def drop_misread(sheet: Sheet, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Turn numbers that the rest of the sheet shows to be sizes, areas or grid marks into OTHER.

    Attribute tags are believed, but for those of symbols for notes.
    """
    marks = drop_illegible(drop_symbols(marks))
    rows = [i for i, m in enumerate(marks) if m.kind in _JUDGED and m.rank > 0]
    judged = [marks[i] for i in rows]
    openings = [s for role in (Role.DOOR, Role.WINDOW) for s in sheet.strokes[role]]
    rings = [s for strokes in sheet.strokes.values() for s in strokes if s.closed]
    circles = [s for s in rings if s.arc is not None]
    lines = [s for strokes in sheet.strokes.values() for s in strokes if len(s.points) == 2]
    false = (
        find_sizes(judged, openings)
        | find_areas(judged)
        | find_bubbles(judged, [label for label, _ in sheet.labels], circles, lines)
        | find_measures([m.label for m in judged], lines).labels
    )
    believed = [m for m in marks if m.kind in _JUDGED and m.rank == 0]
    tags = find_door_tags(judged, rings, sheet.strokes[Role.DOOR], believed) - false
    kinds = {rows[k]: TextKind.AREA if _DECIMAL.fullmatch(judged[k].value) else TextKind.OTHER for k in false}
    kinds |= {rows[k]: TextKind.DOOR for k in tags}
    return tuple(replace(m, kind=kinds[i]) if i in kinds else m for i, m in enumerate(marks))


# -- symbols for notes, revisions, details -------------------------------------------------------------------------

_ANY_NUMBER_TAG: Final = re.compile(r"(?:NO|NR|NUM|NUMBER|NUMERO|NUMER|CODE)[^A-Z]*", re.IGNORECASE)


def drop_symbols(marks: Sequence[Mark]) -> list[Mark]:
    """Turn attributes "NO" of blocks on layers for notes into OTHER, unless the block holds a name or an area, too."""
    labelling = {m.label.insert for m in marks if m.rank == 0 and m.kind in (TextKind.NAME, TextKind.AREA)}
    return [
        replace(m, kind=TextKind.OTHER)
        if m.rank == 0
        and m.kind is TextKind.NUMBER
        and m.role is Role.ANNOTATION
        and _ANY_NUMBER_TAG.fullmatch(m.label.tag)
        and m.label.insert not in labelling
        else m
        for m in marks
    ]


_LEGIBLE_M: Final = 0.02  # a fifth of a millimetre on paper at 1 to 100


def drop_illegible(marks: Sequence[Mark]) -> list[Mark]:
    """Turn texts in blocks that are too small to be read on any plan into OTHER: they belong to furniture."""
    return [
        replace(m, kind=TextKind.OTHER) if m.label.insert and 0.0 < m.label.height < _LEGIBLE_M else m for m in marks
    ]


# -- sizes of doors and windows -----------------------------------------------------------------------------------

_FOUR: Final = re.compile(r"[A-Z]{0,2}\d{4}[A-Z]?")
# Width then height, feet and inches each ("2668" is 2'-6" by 6'-8") or, after a letter, decimetres ("M0921").
_DOOR_SIZE: Final = re.compile(r"[1-9]\d(?:66|68|70|76|80|90)|[FLG]?M[0-5]\d(?:1[89]|2\d|30)")
_ANY_SIZE: Final = re.compile(r"[1-9]\d[1-9]\d|(?:[FLG]?[MC])[0-5]\d[0-3]\d")
_NEAR_M: Final = 1.5  # how far a size may stand from its door or window; tool default


def find_sizes(marks: Sequence[Mark], openings: Sequence[Stroke]) -> set[int]:
    """Return the marks that are sizes, where most four-figure numbers are a door's and repeat or all lie at doors.

    Rooms are numbered 2066, 2067, 2068; sizes end in a few door heights and come again and again.
    """
    four = [k for k, m in enumerate(marks) if _FOUR.fullmatch(m.value)]
    doors = [k for k in four if _DOOR_SIZE.fullmatch(marks[k].value)]
    if not doors or 2 * len(doors) < len(four):
        return set()
    repeats = Counter(marks[k].value for k in doors)
    again = sum(count for count in repeats.values() if count > 1)
    near = _lie_near(marks, four, openings)
    if again < 2 and sum(k in near for k in doors) < len(doors):
        return set()
    return set(doors) | {k for k in near if _ANY_SIZE.fullmatch(marks[k].value)}


def _lie_near(marks: Sequence[Mark], rows: Sequence[int], openings: Sequence[Stroke]) -> set[int]:
    """Return the rows whose marks lie at a stroke on a layer for doors or windows."""
    if not openings:
        return set()
    tree = shapely.STRtree([shapely.LineString(s.points) for s in openings])
    points = make_points([(marks[k].label.x, marks[k].label.y) for k in rows])
    near = tree.query(points, predicate="dwithin", distance=_NEAR_M)[0]
    return {rows[k] for k in near.tolist()}


# -- areas without a unit -----------------------------------------------------------------------------------------

_DECIMAL: Final = re.compile(r"\d{1,4}\.\d{1,3}")
_FINE: Final = re.compile(r"\d{1,4}\.\d{2,3}")
_BESIDE_M: Final = 2.5  # an area stands this near its room's number; tool default
_BEFORE: Final = 6  # storeys or wings that the numbers on one sheet may name before the point; tool default
_STOREYS: Final = 2  # so few figures before the point are storeys, whatever stands beside; tool default


def find_areas(marks: Sequence[Mark]) -> set[int]:
    """Return the marks like "25.43" that are areas or heights: they name no storey, or stand under other numbers.

    Room numbers of one floor share what stands before the point; areas do not.
    """
    decimal = [k for k, m in enumerate(marks) if m.rank > 1 and _DECIMAL.fullmatch(m.value)]
    other = [k for k, m in enumerate(marks) if k not in set(decimal)]
    if not decimal:
        return set()
    whole = _wholes(marks, decimal)
    fine = [k for k in decimal if _FINE.fullmatch(marks[k].value)]
    if len(_wholes(marks, fine)) > _BEFORE:
        return set(fine)
    like_storeys = len(whole) <= _STOREYS and all(len(w) == 1 for w in whole)
    if like_storeys or not other or len(other) * 2 < len(decimal):
        return set()
    tree = shapely.STRtree(make_points([(marks[k].x, marks[k].y) for k in other]))
    points = make_points([(marks[k].x, marks[k].y) for k in decimal])
    beside = np.unique(tree.query(points, predicate="dwithin", distance=_BESIDE_M)[0])
    return set(decimal) if 2 * len(beside) > len(decimal) else set()


def _wholes(marks: Sequence[Mark], rows: Sequence[int]) -> set[str]:
    return {marks[k].value.partition(".")[0] for k in rows}


# -- marks of grid lines and sections -----------------------------------------------------------------------------

_SHORT: Final = re.compile(r"[A-Z]{0,2}[-.]?\d{1,3}'?(?:\.\d{1,2})?|[A-Z]{1,2}")
_BUBBLE: Final = (0.6, 4.0)  # radius of a circle round a mark, in heights of its text; tool default
_TAIL_M: Final = 1.5  # a grid line is longer than this; tool default


def find_bubbles(
    marks: Sequence[Mark], labels: Sequence[Label], circles: Sequence[Stroke], lines: Sequence[Stroke]
) -> set[int]:
    """Return the short marks in a circle that a long line runs up to, or that holds another short text: "E / A6"."""
    short = [k for k, m in enumerate(marks) if _SHORT.fullmatch(m.value)]
    arcs = np.array([s.arc[:3] for s in circles if s.arc is not None], dtype=np.float64).reshape(-1, 3)
    if not short or not len(arcs):
        return set()
    ends = np.array([s.points for s in lines], dtype=np.float64).reshape(-1, 2, 2)
    tips = ends[np.hypot(*(ends[:, 1] - ends[:, 0]).T) > _TAIL_M].reshape(-1, 2)
    notes = np.array([(t.x, t.y) for t in labels if 0 < len(t.text) <= _NOTE], dtype=np.float64).reshape(-1, 2)
    found = set()
    for k in short:
        label = marks[k].label
        gap, size = np.hypot(arcs[:, 0] - label.x, arcs[:, 1] - label.y), arcs[:, 2] / max(label.height, 1e-6)
        rings = arcs[(gap < arcs[:, 2]) & (size > _BUBBLE[0]) & (size < _BUBBLE[1])]
        if any(_is_bubble(ring, tips, notes) for ring in rings):
            found.add(k)
    return found


_NOTE: Final = 2  # characters of the second text in a section's or elevation's mark


def _is_bubble(ring: Floats, tips: Floats, notes: Floats) -> bool:
    reach = np.hypot(*(tips - ring[:2]).T)
    inside = np.hypot(*(notes - ring[:2]).T) < ring[2]
    return bool(np.any(np.abs(reach - ring[2]) < 0.1 * ring[2])) or _holds_two(notes[inside], ring)


def _holds_two(inside: Floats, ring: Floats) -> bool:
    """Tell whether texts lie in both the upper and the lower half of a ring."""
    offsets = (inside[:, 1] - ring[1]) / ring[2]
    return bool(np.any(offsets > _HALF) and np.any(offsets < -_HALF))


_HALF: Final = 0.2  # of the radius, off the middle; tool default
