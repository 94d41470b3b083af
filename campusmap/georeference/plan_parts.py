"""What is drawn of walls, doors and rooms, taken apart into pieces that stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from campusmap.geometry.lines import link_pairs
from campusmap.geometry.swing import is_leaf_swing
from campusmap.model.plan import XY, Label, Plan, Role, Stroke

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Box = tuple[float, float, float, float]

BUILT: Final = frozenset(
    {Role.ROOM, Role.WALL, Role.DOOR, Role.WINDOW, Role.COLUMN, Role.STAIR, Role.OUTLINE, Role.MIXED}
)
_CELL_M: Final = 0.5  # raster that what is drawn is laid on (tool default)
_REACH_M: Final = 1.6  # ink that is nearer than this hangs together: wider than a single door (tool default)
_CURVE: Final = 12  # points of a stroke from which it is thinned out, to about so many:
_KEPT: Final = 6
_WIDE: Final = 1 << 32
_FEW: Final = 24
_ROOM_M2: Final = (1.5, 5000.0)
_ROOM_NUMBER: Final = re.compile(r"[A-Za-z]{0,4}[-. ]?\d{1,4}[A-Za-z]?")


@dataclass(frozen=True, slots=True)
class Part:
    """Ink that hangs together: its box in metres, its corners, and what shows that it is a plan seen from above."""

    box: Box
    corners: Floats  # (n, 2) metres, rounded to 1 cm, each once
    swings: int
    rooms: int
    numbers: tuple[str, ...]

    @property
    def is_plan(self) -> bool:
        """Tell whether doors that swing, room outlines or room numbers show a plan, not an elevation or a detail."""
        return self.swings > 0 or self.rooms > 0 or len(self.numbers) >= 3

    @property
    def size(self) -> float:
        """Return the longer side, m."""
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])


def find_parts(plan: Plan, metres: float) -> list[Part]:
    """Take apart what is drawn of the building; ``metres`` is the length of the drawing unit."""
    roles = {fact.name: fact.role for fact in plan.layers}
    built = {name for name, role in roles.items() if role in BUILT}
    strokes = [s for s in plan.strokes if s.layer in built and s.points]
    if not strokes:
        return []
    points, owner = stroke_points(strokes, metres)
    groups = group_ink(points, owner, len(strokes))
    tags = {
        name for name, role in roles.items() if role in (Role.LABEL, Role.ROOM, Role.ANNOTATION, Role.OTHER, Role.MIXED)
    }
    return _describe(strokes, roles, points, owner, groups, [t for t in plan.labels if t.layer in tags], metres)


def stroke_points(strokes: Sequence[Stroke], metres: float) -> tuple[Floats, Ints]:
    """Return points of the strokes in metres and the index of each one's stroke; long curves are thinned out."""
    chains = [s.points if len(s.points) <= _CURVE and not s.closed else _thin(s) for s in strokes]
    counts = np.fromiter(map(len, chains), dtype=np.int64, count=len(chains))
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(chains)), dtype=np.float64, count=2 * int(counts.sum()))
    return flat.reshape(-1, 2) * metres, np.repeat(np.arange(len(strokes)), counts)


def _thin(stroke: Stroke) -> tuple[XY, ...]:
    points = stroke.points
    if len(points) > _CURVE:
        points = (*points[:: len(points) // _KEPT], points[-1])
    return (*points, points[0]) if stroke.closed else points


def group_ink(points: Floats, owner: Ints, count: int, reach_m: float = _REACH_M) -> Ints:
    """Number the groups of strokes whose ink is nearer than the reach, by rastering and linking the cells."""
    dots, whose = _sample(points, owner)
    cells, place = _unique_rows(np.floor(np.divide(dots, _CELL_M, out=dots), out=dots).astype(np.int64))
    _, label = link_pairs(len(cells), _near_cells(cells, reach_m / _CELL_M))
    group = np.zeros(count, dtype=np.int64)
    group[whose] = label[place]
    return group


def _near_cells(cells: Ints, reach: float) -> Ints:
    """Return the index pairs (k, 2) of cells (n, 2), sorted by x and y, whose distance is within reach."""
    keys, span = cells[:, 0] * _WIDE + cells[:, 1], int(reach)
    ways = [
        (x, y) for x in range(span + 1) for y in range(-span, span + 1) if (x or y > 0) and x * x + y * y <= reach**2
    ]
    found = [np.empty((0, 2), dtype=np.int64)]
    for x, y in ways:
        place = np.minimum(np.searchsorted(keys, keys + (x * _WIDE + y)), len(keys) - 1)
        near = np.flatnonzero(keys[place] == keys + (x * _WIDE + y))
        found.append(np.column_stack([near, place[near]]))
    return np.concatenate(found)


def _unique_rows(rows: Ints) -> tuple[Ints, Ints]:
    """Return the different rows of an (n, 2) array of whole numbers and which of them each row is."""
    _, first, place = np.unique(rows[:, 0] * _WIDE + rows[:, 1], return_index=True, return_inverse=True)
    return rows[first], np.asarray(place).ravel()


def _sample(points: Floats, owner: Ints) -> tuple[Floats, Ints]:
    """Lay points along the strokes, no further apart than a cell."""
    joined = np.flatnonzero(owner[1:] == owner[:-1])
    start, step = points[joined], points[joined + 1] - points[joined]
    count = np.minimum(np.hypot(*step.T) // _CELL_M, 4000).astype(np.int64)
    index = np.repeat(np.arange(len(joined)), count)
    along = np.arange(len(index)) - np.repeat(np.cumsum(count) - count, count)
    dots = start[index] + step[index] * (along / np.maximum(count[index], 1))[:, None]
    return np.concatenate((points, dots)), np.concatenate((owner, owner[joined][index]))


def _describe(
    strokes: Sequence[Stroke], roles: dict[str, Role], points: Floats, owner: Ints, groups: Ints,
    labels: Sequence[Label], metres: float,
) -> list[Part]:  # fmt: skip
    total = int(groups.max()) + 1
    swings = np.bincount(groups, [s.arc is not None and _is_swing(s, roles, metres) for s in strokes], total)
    outlines = {name for name, role in roles.items() if role is Role.ROOM}
    rooms = np.bincount(groups, [s.layer in outlines and _is_room(s, metres) for s in strokes], total)
    order = np.argsort(groups[owner], kind="stable")
    cuts = np.flatnonzero(np.diff(groups[owner][order])) + 1
    straight = np.array([s.arc is None and not s.insert and len(s.points) <= _CURVE for s in strokes])[owner][order]
    found = np.split(points[order], cuts)
    corners = [_corners(own, keep) for own, keep in zip(found, np.split(straight, cuts), strict=True)]
    boxes = [(*map(float, own.min(axis=0)), *map(float, own.max(axis=0))) for own in found]
    numbers = _numbers_within(boxes, labels, metres)
    return [
        Part(box, own, int(swings[group]), int(rooms[group]), tags)  # type: ignore[arg-type]
        for box, own, group, tags in zip(boxes, corners, np.unique(groups).tolist(), numbers, strict=True)
    ]


def _corners(points: Floats, straight: NDArray[np.bool_]) -> Floats:
    """Return the points of straight strokes of the layout itself, or all where there are too few."""
    kept = points[straight] if straight.sum() >= _FEW else points
    return np.asarray(_unique_rows((kept * 100.0).round().astype(np.int64))[0] / 100.0, dtype=np.float64)


def _is_swing(stroke: Stroke, roles: dict[str, Role], metres: float) -> bool:
    return roles[stroke.layer] in (Role.DOOR, Role.WALL, Role.MIXED) and is_leaf_swing(stroke.arc, metres)


def _is_room(stroke: Stroke, metres: float) -> bool:
    if len(stroke.points) < 3:
        return False
    x, y = np.array(stroke.points).T * metres
    area = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2.0
    return _ROOM_M2[0] <= area <= _ROOM_M2[1]


def _numbers_within(
    boxes: Sequence[tuple[float, ...]], labels: Sequence[Label], metres: float
) -> list[tuple[str, ...]]:
    tags = [t for t in labels if _ROOM_NUMBER.fullmatch(t.text.strip())]
    at = np.array([(t.x, t.y) for t in tags]).reshape(-1, 2) * metres
    inside = [(at >= box[:2]).all(axis=1) & (at <= box[2:]).all(axis=1) for box in boxes]
    return [tuple(tags[k].text.strip() for k in np.flatnonzero(rows).tolist()) for rows in inside]
