"""Set door tags and symbols near their true places, clear of everything, tied back by a leader line and a dot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from shapely import LineString, Point

from campusmap.carto.badges import LETTER_PT, badge_letters, badge_size
from campusmap.carto.crowd import Crowd, Ground
from campusmap.carto.labels import edge_point
from campusmap.carto.sheet import Badge, Box, Ink, Words

_REACH_PT: Final = 90.0  # longest leader line; tool default
_NEAR_PT: Final = 3.0  # nearer than this no leader line is needed


@dataclass(frozen=True, slots=True)
class Tag:
    """A symbol and its true place on the page; ``dx``, ``dy`` points outward where a door looks (y down)."""

    kind: str
    x: float
    y: float
    label: str
    subject: str
    dx: float = 0.0
    dy: float = 0.0
    must: bool = True  # false where another sheet answers for it


Item = Ink | Words | Badge


def set_tag(tag: Tag, crowd: Crowd, ground: Ground) -> list[Item] | None:
    """Set one tag; None when there is no free place within reach."""
    letters = badge_letters(tag.kind, tag.label)
    half_w, up, down = badge_size(tag.kind, letters)
    for x, y, box in _spots(tag, half_w, up, down, crowd, ground):
        away = math.hypot(x - tag.x, y - tag.y)
        leader = None
        if away > _NEAR_PT:
            leader = LineString([(tag.x, tag.y), edge_point(box, Point(tag.x, tag.y))])
            if crowd.crosses(leader):
                continue
        crowd.add_box(box)
        return [*_tie(tag, leader, box, crowd), Badge(tag.kind, x, y, letters, LETTER_PT, tag.subject)]
    return None


def _tie(tag: Tag, leader: LineString | None, box: Box, crowd: Crowd) -> Iterable[Ink]:
    if leader is None:
        return
    crowd.add_leader(leader)
    yield Ink(leader, "sheet.leader", tag.subject)
    if not (tag.dx or tag.dy):
        yield Ink(Point(tag.x, tag.y).buffer(1.3, quad_segs=4), "sheet.dot", tag.subject)


def _spots(
    tag: Tag, half_w: float, up: float, down: float, crowd: Crowd, ground: Ground
) -> Iterator[tuple[float, float, Box]]:
    offsets = _offsets(tag, half_w, max(up, down))
    centres = offsets + [tag.x, tag.y]
    boxes = np.hstack([centres - [half_w + 0.6, up + 0.6], centres + [half_w + 0.6, down + 0.6]])
    free = crowd.is_free(boxes, tag.subject)
    centres, boxes, offsets = centres[free], boxes[free], offsets[free]
    if not len(boxes):
        return
    cost = np.hypot(offsets[:, 0], offsets[:, 1]) + ground.cost(boxes)
    if tag.dx or tag.dy:  # off the straight way out costs more than farther along it
        cost += 1.5 * np.abs(offsets @ [-tag.dy, tag.dx])
    for n in np.argsort(np.round(cost, 6), kind="stable")[:60]:
        left, top, right, bottom = (float(v) for v in boxes[n])
        yield float(centres[n, 0]), float(centres[n, 1]), (left, top, right, bottom)


def _offsets(tag: Tag, half_w: float, half_h: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return where to try: outward and sideways for a door, in rings for a device (itself first)."""
    if tag.dx or tag.dy:
        clear = abs(tag.dx) * half_w + abs(tag.dy) * half_h + 3.0
        out = np.arange(clear, _REACH_PT / 1.5, 4.0)
        side = np.array([0, 5, -5, 10, -10, 16, -16, 24, -24, 34, -34])
        return np.array([(tag.dx * o - tag.dy * s, tag.dy * o + tag.dx * s) for o in out for s in side])
    rings = [(0.0, 0.0)]
    for radius in np.arange(max(half_h, 8.0) + 4.0, _REACH_PT, 5.0):
        rings += [(radius * math.cos(a), radius * math.sin(a)) for a in np.radians(np.arange(0, 360, 15))]
    return np.array(rings)
