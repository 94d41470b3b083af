"""Set room numbers and names: inside their room if they fit, the number by a leader line if not, never smaller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Crowd, to_polygons
from campusmap.carto.ground import Ground
from campusmap.carto.sheet import Ink, Role, Words
from campusmap.carto.style import load_styles
from campusmap.carto.turned import (
    centre_boxes,
    cross_points,
    find_strips,
    is_long,
    side_angles,
    turned_baseline,
    turned_chains,
)
from campusmap.carto.typeface import CAP_EM, break_lines, text_width

Item = Ink | Words

_GAP_PT: Final = 1.2  # white kept round a label
_TIGHT_PT: Final = 0.9  # the same round a number turned along a small room
_BUSY_PT2: Final = 5.0  # hatching under a label, in square points, from which it gets a ground of its own
_LEADING: Final = 1.12  # line pitch of names over their size
_NAME_LINES: Final = 3  # a name of more lines goes to the index
_STEPS: Final = 11  # positions tried across a room, each way
_OTHER_CELL_PT: Final = 200.0  # to stand in another cell than lists say, in points of distance; tool default
_FIRST: Final = 12  # of them that are looked at before the rest; tool default
_NUMBER: Final[Role] = "number"
_NAME: Final[Role] = "name"


@dataclass(frozen=True, slots=True)
class RoomLabel:
    """What to write into one room, on the page. ``must`` asks for a leader line where it does not fit."""

    subject: str
    number: str
    name: str
    outline: Polygon
    at: tuple[float, float]
    must: bool
    along: bool = False  # corridors: words may follow the room's long side
    head: str = "label.number"  # style tokens of the number and the name
    body: str = "label.name"
    asked: bool = True  # somebody may look for the room by this, so that it has to stand on the sheet
    cell: Polygon | None = None  # the grid cell under which lists name the room, where it lies in several


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label."""

    text: str
    size_pt: float
    bold: bool

    @property
    def width(self) -> float:
        """Return the width in points."""
        return text_width(self.text, self.size_pt, bold=self.bold)


def set_inside(label: RoomLabel, crowd: Crowd, ground: Ground, busy: Ground | None = None) -> list[Item] | None:
    """Write a label into its room, with as much of its name as fits; None when not even the number does.

    Where it covers something of ``busy``, as hatching or stair treads, it gets a light ground of its own.
    """
    if label.outline.is_empty:
        return None
    inner = label.outline.buffer(-_GAP_PT / 2, join_style="mitre")
    if label.along and is_long(inner) and (items := _set_along(label, inner, crowd, ground, busy)):
        return items
    for lines in _variants(label):
        spot = _find_spot(label, lines, inner, crowd, ground)
        if spot:
            return _write(label, lines, spot, crowd, busy)
    turned = label.number or ("" if label.asked else label.name)  # a name that is asked for gets a leader line instead
    for angle in side_angles(inner) if turned else ():
        if items := _set_turned(label, turned, inner, angle, crowd, ground, busy):
            return items
    return None


def _variants(label: RoomLabel) -> Iterator[tuple[Line, ...]]:
    """Yield a label's forms: number and name on one line, two, three; then the number alone, or the name."""
    number_pt, name_pt = load_styles()[label.head].size_pt, load_styles()[label.body].size_pt
    head = (Line(label.number, number_pt, True),) if label.number else ()
    seen = set()
    if label.name:
        whole, word = text_width(label.name, name_pt), max(text_width(w, name_pt) for w in label.name.split(" "))
        for part in range(1, _NAME_LINES + 1):
            lines = break_lines(label.name, max(word, whole / part * 1.08) + 0.5, name_pt)
            if len(lines) <= _NAME_LINES and lines not in seen:
                seen.add(lines)
                yield (*head, *(Line(text, name_pt, False) for text in lines))
    if head:
        yield head


def label_height(lines: tuple[Line, ...]) -> float:
    """Return the height of the lines from the first capital's top to the last baseline."""
    return lines[0].size_pt * CAP_EM + sum(_pitch(line) for line in lines[1:])


def _pitch(line: Line) -> float:
    return line.size_pt * _LEADING


def _half(lines: tuple[Line, ...]) -> tuple[float, float]:
    return max(line.width for line in lines) / 2 + _GAP_PT, label_height(lines) / 2 + _GAP_PT


def _find_spot(
    label: RoomLabel, lines: tuple[Line, ...], inner: BaseGeometry, crowd: Crowd, ground: Ground
) -> tuple[float, float] | None:
    half_w, half_h = _half(lines)
    x0, y0, x1, y1 = inner.bounds if not inner.is_empty else (0.0, 0.0, 0.0, 0.0)
    if x1 - x0 < 2 * half_w or y1 - y0 < 2 * half_h:
        return None
    xs = _step_across(x0 + half_w, x1 - half_w, label.at[0])
    ys = _step_across(y0 + half_h, y1 - half_h, label.at[1])
    centres = cross_points(xs, ys)
    boxes = centre_boxes(centres, half_w, half_h)
    shapely.prepare(inner)
    away = np.hypot(centres[:, 0] - label.at[0], centres[:, 1] - label.at[1])
    order = np.argsort(np.round(away + ground.cost(boxes) + _price_cell(label, centres), 6), kind="stable")
    for some in (order[:_FIRST], order[_FIRST:]):  # most labels find room among the best places
        fits = some[shapely.contains_properly(inner, to_polygons(boxes[some]))]
        fits = fits[crowd.is_free(boxes[fits])]
        if len(fits):
            return float(centres[fits[0], 0]), float(centres[fits[0], 1])
    return None


def _price_cell(label: RoomLabel, centres: NDArray[np.float64]) -> NDArray[np.float64] | float:
    """Return what each place (n x 2) costs for being in a grid cell in which nobody would look for the room."""
    if label.cell is None:
        return 0.0
    return np.where(shapely.contains_xy(label.cell, centres[:, 0], centres[:, 1]), 0.0, _OTHER_CELL_PT)


def _step_across(low: float, high: float, at: float) -> list[float]:
    """Return positions in even steps between two, and one more, in order."""
    step = (high - low) / (_STEPS - 1)
    return sorted({*(n * step + low for n in range(_STEPS - 1)), high, at})


def _write(
    label: RoomLabel, lines: tuple[Line, ...], spot: tuple[float, float], crowd: Crowd, busy: Ground | None
) -> list[Item]:
    half_w, half_h = _half(lines)
    box = (spot[0] - half_w, spot[1] - half_h, spot[0] + half_w, spot[1] + half_h)
    crowd.add_box(box)
    covers = busy is not None and busy.cost(np.array([box]))[0] > _BUSY_PT2
    ground: list[Item] = [Ink(shapely.box(*box), "sheet.halo", label.subject)] if covers else []
    return [*ground, *stack_words(label, lines, spot, label.body)]


def has_own_ground(items: list[Item]) -> bool:
    """Tell whether a label as set hides something under a ground of its own."""
    return any(isinstance(item, Ink) and item.style == "sheet.halo" for item in items)


def stack_words(label: RoomLabel, lines: tuple[Line, ...], centre: tuple[float, float], body: str) -> list[Item]:
    """Return the lines of a label one under the other round a centre; ``body`` is the style of those not bold."""
    y = centre[1] - label_height(lines) / 2 + lines[0].size_pt * CAP_EM
    items: list[Item] = []
    for n, line in enumerate(lines):
        y += _pitch(line) if n else 0.0
        style, role = (label.head, _NUMBER) if line.bold else (body, _NAME)
        items.append(
            Words(line.text, centre[0], y, line.size_pt, line.bold, False, "middle", style, role, subject=label.subject)
        )
    return items


def _set_along(
    label: RoomLabel, inner: BaseGeometry, crowd: Crowd, ground: Ground, busy: Ground | None
) -> list[Item] | None:
    """Write a passage's number and name in one line along its long side, or the number alone."""
    whole = "  ".join(word for word in (label.number, label.name) if word)
    angle = side_angles(inner)[0]
    return _set_turned(label, whole, inner, angle, crowd, ground, busy) or _set_turned(
        label, label.number, inner, angle, crowd, ground, busy
    )


def _set_turned(
    label: RoomLabel,
    text: str,
    inner: BaseGeometry,
    angle: float,
    crowd: Crowd,
    ground: Ground,
    busy: Ground | None,
) -> list[Item] | None:
    bold = bool(label.number)
    size = load_styles()[label.head].size_pt if bold else load_styles()[label.body].size_pt + 1
    width, height = text_width(text, size, bold=bold) + 2 * _TIGHT_PT, size * CAP_EM + 2 * _TIGHT_PT
    strips = find_strips(inner if text else Polygon(), angle, width, height)
    if not len(strips):
        return None
    chains = turned_chains(strips, width, height, angle)
    covered = ground.cost(chains.reshape(-1, 4)).reshape(chains.shape[:2]).sum(axis=1)
    away = np.hypot(*(strips - strips[0]).T) + _price_cell(label, strips)
    order = np.argsort(np.round(away + covered, 6), kind="stable")
    strips, chains = strips[order], chains[order]
    first = _first_free(chains, crowd)
    if first is None:
        return None
    (x, y), chain = strips[first].tolist(), chains[first]
    crowd.add_box(chain)
    at = turned_baseline(x, y, size, angle)
    style, role = (label.head, _NUMBER) if bold else (label.body, _NAME)
    words = Words(text, *at, size, bold, not bold, "middle", style, role, 0.0, angle, label.subject)
    if busy is None or busy.cost(chain).sum() <= _BUSY_PT2:
        return [words]
    plate = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return [Ink(rotate(plate, angle, origin=(x, y)), "sheet.halo", label.subject), words]


def _first_free(chains: NDArray[np.float64], crowd: Crowd) -> int | None:
    """Return the first of several chains of boxes (n x k x 4) that is free, None if none is."""
    for start, end in ((0, _FIRST), (_FIRST, len(chains))):  # most words find room among the best places
        some = chains[start:end]
        free = crowd.is_free(some.reshape(-1, 4)).reshape(some.shape[:2]).all(axis=1)
        if free.any():
            return start + int(np.argmax(free))
    return None
