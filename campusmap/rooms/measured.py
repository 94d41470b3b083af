"""Dimensions drawn as plain lines and texts: a number that is the length of the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from campusmap.geometry.lines import Floats, make_points, segment_lengths, segments_to_lines
from campusmap.model.plan import Label, Stroke

_UNITS_M: Final = (0.001, 0.01, 1.0, 0.0254)  # what a number without a unit may count: mm, cm, m, in
_NUMBER: Final = re.compile(r"\d{2,5}|\d{1,3}[.,]\d{1,3}")
_FEET: Final = re.compile(
    r"(?:(?P<feet>\d{1,3})['′] ?-? ?)?(?:(?P<inches>\d{1,2})(?: (?P<over>\d)/(?P<under>\d{1,2}))?[\"″])?"
)
_HEIGHTS: Final = 2.0  # a text stands this near its line, in its own heights; tool default
_MIDDLE: Final = 0.3  # and within so much of its length off its middle; tool default
_SLACK_M: Final = 0.013  # half an inch: dimensions are rounded; tool default
_SLACK: Final = 0.004  # and as a share of the length
_TICK_M: Final = 0.6  # ticks, arrows and extension lines at a dimension's ends are no longer; tool default
_TOUCH_M: Final = 0.03
_LEAST: Final = 2  # one number alone may be a line's length by chance


@dataclass(frozen=True, slots=True)
class Measures:
    """The rows of the labels that are measures, and of the strokes that are their lines and ticks."""

    labels: frozenset[int] = frozenset()
    strokes: frozenset[int] = frozenset()


def find_measures(labels: Sequence[Label], strokes: Sequence[Stroke]) -> Measures:
    """Match numbers to the straight strokes (metres) below or above them whose length they are."""
    asked = [k for k, label in enumerate(labels) if read_lengths(label.text)]
    rows = [k for k, s in enumerate(strokes) if len(s.points) == 2 and not s.closed and not s.insert]
    if len(asked) < _LEAST or not rows:
        return Measures()
    lines: Floats = np.array([strokes[k].points for k in rows], dtype=np.float64)
    length = segment_lengths(lines)
    tree = shapely.STRtree(segments_to_lines(lines))
    found: dict[int, int] = {}
    for k in asked:
        label = labels[k]
        near = np.sort(tree.query(shapely.Point(label.x, label.y), "dwithin", _HEIGHTS * label.height))
        fits = [int(i) for i in near if _is_length(label, lines[i], float(length[i]))]
        if fits:
            found[k] = rows[fits[0]]
    if len(found) < _LEAST:
        return Measures()
    measured = np.array([strokes[k].points for k in found.values()], dtype=np.float64)
    ticks = {rows[k] for k in _find_ticks(measured, lines, length)}
    return Measures(frozenset(found), frozenset(found.values()) | ticks)


def read_lengths(text: str) -> tuple[float, ...]:
    """Return the lengths in metres that a text may give: one for feet and inches, one a unit for a bare number."""
    plain = text.strip()
    if _NUMBER.fullmatch(plain):
        value = float(plain.replace(",", "."))
        return tuple(value * unit for unit in _UNITS_M)
    told = _FEET.fullmatch(plain)
    if not told or not (told["feet"] or told["inches"]):
        return ()
    part = int(told["over"]) / max(int(told["under"]), 1) if told["over"] else 0.0
    return (int(told["feet"] or 0) * 0.3048 + (int(told["inches"] or 0) + part) * 0.0254,)


def _is_length(label: Label, line: Floats, length: float) -> bool:
    slack = max(_SLACK_M, _SLACK * length)
    if not any(abs(value - length) <= slack for value in read_lengths(label.text)) or length <= label.height:
        return False
    along = (line[1] - line[0]) / length
    way = np.radians(label.rotation_deg)
    is_parallel = abs(along[0] * np.sin(way) - along[1] * np.cos(way)) < 0.1
    off = abs(float((np.array([label.x, label.y]) - line.mean(axis=0)) @ along))
    return is_parallel and off <= max(_MIDDLE * length, label.width)


def _find_ticks(measured: Floats, lines: Floats, length: Floats) -> list[int]:
    """Return the rows of short lines across the ends of dimension lines."""
    tree = shapely.STRtree(segments_to_lines(lines))
    end, other = tree.query(make_points(measured.reshape(-1, 2)), predicate="dwithin", distance=_TOUCH_M)
    step = (measured[:, 1] - measured[:, 0])[end // 2]
    across = np.abs(
        step[:, 0] * (lines[other, 1] - lines[other, 0])[:, 1] - step[:, 1] * (lines[other, 1] - lines[other, 0])[:, 0]
    )
    leans = across > 0.3 * segment_lengths(measured)[end // 2] * length[other]
    return sorted(set(other[leans & (length[other] <= _TICK_M)].tolist()))
