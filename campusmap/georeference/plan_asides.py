"""What is drawn outside every floor's window, and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from campusmap.geometry.lines import gather_points
from campusmap.georeference.plan_parts import BUILT, Box, Floats, Ints, group_ink, stroke_points
from campusmap.model.plan import Label, Plan, Role, Stroke

_REACH_M: Final = 3.0  # a title stands so near to what it names (tool default)
_SYMBOL_M: Final = 6.0
_TEXTS: Final = 4

BORDER: Final = "a sheet border or title block"
SMALL_PLAN: Final = "a small plan: a detail, or a part of the building drawn away from it"
BARE: Final = "walls without doors, rooms or numbers: an elevation, a section or a roof"
_WORDS: Final = (
    (r"elevations?|alzados?|ansicht\w*|fassaden?|fachada|elewacj\w*|alcado|立面图?", "an elevation"),
    (r"sections?|schnitt|coupe|corte|seccion|przekroj|剖面图?", "a section"),
    (
        r"schedules?|legend\w*|leyenda|liste|tabla|cuadro|notes?|notas|zestawienie|图例|表",
        "a schedule, legend or notes",
    ),
    (r"details?|detalle|detal|detalhe|详图|大样", "a detail"),
    (r"north|norte|nord|n", "a north arrow"),
)


@dataclass(frozen=True, slots=True)
class Aside:
    """Ink outside every floor: what it looks like, its box in drawing units, and how much it is."""

    what: str
    box: Box
    strokes: int
    texts: int
    title: str = ""
    built: int = 0  # strokes on layers of walls, doors, rooms ...


def find_asides(plan: Plan, windows: Sequence[Box], metres: float) -> tuple[Aside, ...]:
    """Group what lies outside the windows and name it, the most ink first."""
    strokes = _outside(plan.strokes, windows)
    labels = [t for t in plan.labels if not any(_is_inside(t.x, t.y, window) for window in windows)]
    if not strokes and not labels:
        return ()
    points, owner = _ink(strokes, labels, metres)
    groups = group_ink(points, owner, len(strokes) + len(labels), _REACH_M)
    found = [_describe(plan, group, groups, strokes, labels, windows, metres) for group in np.unique(groups).tolist()]
    return tuple(sorted(found, key=lambda aside: (-aside.strokes - aside.texts, aside.box)))


def _outside(strokes: Sequence[Stroke], windows: Sequence[Box]) -> list[Stroke]:
    """Return the strokes with no point in any window."""
    drawn = [stroke for stroke in strokes if stroke.points]
    x, y = gather_points([stroke.points[0] for stroke in drawn]).T.copy()
    inside = np.zeros(len(x), dtype=np.bool_)
    for x_min, y_min, x_max, y_max in windows:
        inside |= (x >= x_min) & (x <= x_max) & (y >= y_min) & (y <= y_max)
    rest = [drawn[k] for k in np.flatnonzero(~inside).tolist()]
    return [s for s in rest if not any(_is_inside(x, y, window) for window in windows for x, y in s.points)]


def _is_inside(x: float, y: float, window: Box) -> bool:
    return window[0] <= x <= window[2] and window[1] <= y <= window[3]


def _ink(strokes: Sequence[Stroke], labels: Sequence[Label], metres: float) -> tuple[Floats, Ints]:
    """Return points of strokes and texts in metres, and whose they are, texts after strokes."""
    points, owner = stroke_points(strokes, metres)
    at = np.array([(t.x, t.y) for t in labels]).reshape(-1, 2) * metres
    return np.concatenate((points, at)), np.concatenate((owner, len(strokes) + np.arange(len(labels))))


def _describe(
    plan: Plan, group: int, groups: Ints, strokes: Sequence[Stroke], labels: Sequence[Label], windows: Sequence[Box],
    metres: float,
) -> Aside:  # fmt: skip
    members = np.flatnonzero(groups == group).tolist()
    own = [strokes[k] for k in members if k < len(strokes)]
    texts = [labels[k - len(strokes)] for k in members if k >= len(strokes)]
    points = np.array([p for s in own for p in s.points] + [(t.x, t.y) for t in texts])
    low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    box = (low[0], low[1], high[0], high[1])
    title = max(texts, key=lambda t: (t.height, t.text), default=None)
    roles = {fact.name: fact.role for fact in plan.layers}
    what = _name(roles, own, texts, box, windows, metres)
    built = sum(roles.get(stroke.layer) in BUILT for stroke in own)
    return Aside(what, box, len(own), len(texts), " ".join(title.text.split())[:60] if title else "", built)


def _name(
    roles: dict[str, Role], strokes: Sequence[Stroke], texts: Sequence[Label], box: Box, windows: Sequence[Box],
    metres: float,
) -> str:  # fmt: skip
    if any(box[0] <= w[0] and box[1] <= w[1] and box[2] >= w[2] and box[3] >= w[3] for w in windows):
        return BORDER
    for pattern, what in _WORDS:
        if any(re.search(rf"(?i)(?<![^\W\d_])(?:{pattern})(?![^\W\d_])", text.text) for text in texts):
            return what
    held = {roles.get(stroke.layer) for stroke in strokes}
    if any(s.arc is not None and roles.get(s.layer) in (Role.DOOR, Role.MIXED) for s in strokes) or Role.ROOM in held:
        return SMALL_PLAN
    return BARE if held & {Role.WALL, Role.MIXED} else _name_lines(strokes, texts, box, metres)


def _name_lines(strokes: Sequence[Stroke], texts: Sequence[Label], box: Box, metres: float) -> str:
    if not strokes:
        return "texts"
    if len(texts) >= _TEXTS:
        return "a schedule, legend or notes"
    if max(box[2] - box[0], box[3] - box[1]) * metres <= _SYMBOL_M:
        return "a symbol or detail"
    return "lines that are no walls, doors or rooms"
