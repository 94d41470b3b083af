"""Set room numbers and names: inside their room if they fit, the number by a leader line if not, never smaller."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Boxes, Crowd, Ground, to_polygons
from campusmap.carto.sheet import Box, Ink, Role, Words
from campusmap.carto.style import load_styles
from campusmap.carto.typeface import ASCENT_EM, CAP_EM, break_lines, text_width

Item = Ink | Words

_GAP_PT: Final = 1.2  # white kept round a label
_LEADING: Final = 1.12  # line pitch of names over their size
_NAME_LINES: Final = 3  # a name of more lines goes to the index
_STEPS: Final = 11  # positions tried across a room, each way
_REACH_PT: Final = 96.0  # longest leader line; tool default
_PLATE_PAD_PT: Final = 1.8
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
    backed: bool = False  # on a light ground of its own, as over stair treads


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


def set_inside(label: RoomLabel, crowd: Crowd, ground: Ground) -> list[Item] | None:
    """Write a label into its room, with as much of its name as fits; None when not even the number does."""
    if label.outline.is_empty:
        return None
    inner = label.outline.buffer(-_GAP_PT / 2, join_style="mitre")
    if label.along and is_long(inner) and (items := _set_along(label, inner, crowd)):
        return items
    for lines in _variants(label):
        spot = _find_spot(label, lines, inner, crowd, ground)
        if spot:
            return _write(label, lines, spot, crowd)
    return None


def _variants(label: RoomLabel) -> Iterator[tuple[Line, ...]]:
    """Yield a label's forms: number and name on one line, two, three; then the number alone, or the name."""
    number_pt, name_pt = load_styles()[label.head].size_pt, load_styles()[label.body].size_pt
    head = (Line(label.number, number_pt, True),) if label.number else ()
    seen = set()
    if label.name:
        whole, word = text_width(label.name, name_pt), max(text_width(w, name_pt) for w in label.name.split())
        for part in range(1, _NAME_LINES + 1):
            lines = break_lines(label.name, max(word, whole / part * 1.08) + 0.5, name_pt)
            if len(lines) <= _NAME_LINES and lines not in seen:
                seen.add(lines)
                yield (*head, *(Line(text, name_pt, False) for text in lines))
    if head:
        yield head


def _height(lines: tuple[Line, ...]) -> float:
    """Return the height of the lines from the first capital's top to the last baseline."""
    return lines[0].size_pt * CAP_EM + sum(_pitch(line) for line in lines[1:])


def _pitch(line: Line) -> float:
    return line.size_pt * _LEADING


def _half(lines: tuple[Line, ...]) -> tuple[float, float]:
    return max(line.width for line in lines) / 2 + _GAP_PT, _height(lines) / 2 + _GAP_PT


def _find_spot(
    label: RoomLabel, lines: tuple[Line, ...], inner: BaseGeometry, crowd: Crowd, ground: Ground
) -> tuple[float, float] | None:
    half_w, half_h = _half(lines)
    x0, y0, x1, y1 = inner.bounds if not inner.is_empty else (0.0, 0.0, 0.0, 0.0)
    if x1 - x0 < 2 * half_w or y1 - y0 < 2 * half_h:
        return None
    xs = np.unique(np.append(np.linspace(x0 + half_w, x1 - half_w, _STEPS), label.at[0]))
    ys = np.unique(np.append(np.linspace(y0 + half_h, y1 - half_h, _STEPS), label.at[1]))
    centres = np.array(np.meshgrid(xs, ys)).reshape(2, -1).T
    boxes = centre_boxes(centres, half_w, half_h)
    shapely.prepare(inner)
    fits = np.asarray(shapely.contains_properly(inner, to_polygons(boxes)))
    fits[fits] &= crowd.is_free(boxes[fits])
    if not fits.any():
        return None
    away = np.hypot(centres[fits, 0] - label.at[0], centres[fits, 1] - label.at[1])
    best = int(np.argmin(np.round(away + ground.cost(boxes[fits]), 6)))
    return float(centres[fits][best, 0]), float(centres[fits][best, 1])


def centre_boxes(centres: NDArray[np.float64], half_w: float, half_h: float) -> Boxes:
    """Return the boxes of one size round several centres."""
    return np.hstack([centres - [half_w, half_h], centres + [half_w, half_h]])


def _write(label: RoomLabel, lines: tuple[Line, ...], spot: tuple[float, float], crowd: Crowd) -> list[Item]:
    half_w, half_h = _half(lines)
    x, top = spot[0], spot[1] - half_h
    crowd.add_box((x - half_w, top, x + half_w, spot[1] + half_h))
    y = top + _GAP_PT + lines[0].size_pt * CAP_EM
    items: list[Item] = []
    if label.backed:
        items.append(Ink(shapely.box(x - half_w, top, x + half_w, spot[1] + half_h), "sheet.halo", label.subject))
    for n, line in enumerate(lines):
        y += _pitch(line) if n else 0.0
        style = label.head if line.bold else label.body
        role = _NUMBER if line.bold else _NAME
        items.append(
            Words(line.text, x, y, line.size_pt, line.bold, False, "middle", style, role, subject=label.subject)
        )
    return items


def _set_along(label: RoomLabel, inner: BaseGeometry, crowd: Crowd) -> list[Item] | None:
    """Write a corridor's number and name in one line along its long side."""
    bold = bool(label.number)
    text = "  ".join(word for word in (label.number, label.name) if word)
    size = load_styles()[label.head].size_pt if bold else load_styles()[label.body].size_pt + 1
    width, angle = text_width(text, size, bold=bold), _long_side(inner)
    rows = _strips(inner, angle, width, size)
    for x, y in rows:
        chain = turned_boxes(x, y, width, size, angle)
        if crowd.is_free(chain).all():
            crowd.add_box(chain)
            drop = size * CAP_EM / 2
            turn = math.radians(angle)
            at = (x - drop * math.sin(turn), y + drop * math.cos(turn))
            style, role = (label.head, _NUMBER) if bold else (label.body, _NAME)
            turn_deg = round(angle, 3)
            return [
                Words(text, *at, size, bold, not bold, "middle", style, role, 0.0, turn_deg, label.subject)
            ]
    return None


def is_long(shape: BaseGeometry) -> bool:
    """Tell whether a shape is a passage: its frame at least twice as long as wide, as words along it want."""
    frame = shape.minimum_rotated_rectangle
    if not isinstance(frame, Polygon):
        return False
    a, b, c = list(frame.exterior.coords)[:3]
    sides = sorted((math.dist(a, b), math.dist(b, c)))
    return sides[1] > 2 * sides[0]


def _long_side(shape: BaseGeometry) -> float:
    """Return the direction of a shape's long side on the page, in (-90, 90] degrees so that text can be read."""
    frame = shape.minimum_rotated_rectangle
    ring = list(frame.exterior.coords) if isinstance(frame, Polygon) else []
    if len(ring) < 4:
        return 0.0
    sides = [(math.dist(a, b), a, b) for a, b in zip(ring[:2], ring[1:3], strict=True)]
    _, a, b = max(sides)
    return upright_angle(math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])))


def upright_angle(angle_deg: float) -> float:
    """Turn a direction on the page by half a circle if text along it would stand on its head: (-90, 90]."""
    return -((-angle_deg + 90) % 180 - 90)


def _strips(inner: BaseGeometry, angle: float, width: float, size: float) -> list[tuple[float, float]]:
    """Return the centres, best first, at which a turned line of text lies inside a shape."""
    if inner.is_empty:
        return []
    from shapely.affinity import rotate

    origin = (0.0, 0.0)
    flat = rotate(inner, -angle, origin=origin)
    x0, y0, x1, y1 = flat.bounds
    half_w, half_h = width / 2 + 2, size * ASCENT_EM / 2 + _GAP_PT
    if x1 - x0 < 2 * half_w or y1 - y0 < 2 * half_h:
        return []
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    xs = np.linspace(x0 + half_w, x1 - half_w, 25)
    ys = np.linspace(y0 + half_h, y1 - half_h, 9)
    centres = np.array(np.meshgrid(xs, ys)).reshape(2, -1).T
    fits = np.asarray(shapely.contains_properly(flat, to_polygons(centre_boxes(centres, half_w, half_h))))
    away = np.round(np.hypot(centres[:, 0] - middle[0], 3 * (centres[:, 1] - middle[1])), 6)
    best = [centres[n] for n in np.argsort(away, kind="stable") if fits[n]]
    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in best]


def turned_boxes(x: float, y: float, width: float, size: float, angle: float) -> Boxes:
    """Cover a turned line of text by a chain of upright boxes."""
    steps = max(2, math.ceil(width / (size * 0.7)))
    turn = math.radians(angle)
    along = (np.arange(steps) + 0.5) / steps * width - width / 2
    cell = width / steps
    half_w = (cell * abs(math.cos(turn)) + size * abs(math.sin(turn))) / 2 + 0.3
    half_h = (cell * abs(math.sin(turn)) + size * abs(math.cos(turn))) / 2 + 0.3
    centres = np.column_stack([x + along * math.cos(turn), y + along * math.sin(turn)])
    return centre_boxes(centres, half_w, half_h)


def set_by_leader(label: RoomLabel, crowd: Crowd, ground: Ground) -> list[Item] | None:
    """Write a label in clear space, tied to its room by a leader line; None when there is none within reach."""
    size = load_styles()[label.head].size_pt
    text, bold = (label.number, True) if label.number else (label.name, False)
    half_w, half_h = text_width(text, size, bold=bold) / 2 + _PLATE_PAD_PT, size * CAP_EM / 2 + _PLATE_PAD_PT
    anchor = Point(label.at)
    for x, y, box in free_spots(label.at, half_w, half_h, crowd, ground, _REACH_PT, start=half_h + 5):
        end = edge_point(box, anchor)
        leader = LineString([(anchor.x, anchor.y), end])
        if not crowd.crosses(leader):
            crowd.add_box(box)
            crowd.add_leader(leader)
            role = _NUMBER if bold else _NAME
            words = Words(
                text, x, y + size * CAP_EM / 2, size, bold, False, "middle", label.head, role, subject=label.subject
            )
            return [
                Ink(leader, "sheet.leader", label.subject),
                Ink(anchor.buffer(1.1, quad_segs=4), "sheet.dot", label.subject),
                Ink(shapely.box(*box), "sheet.plate", label.subject),
                words,
            ]
    return None


def free_spots(
    at: tuple[float, float], half_w: float, half_h: float, crowd: Crowd, ground: Ground, reach: float, start: float
) -> Iterator[tuple[float, float, Box]]:
    """Yield free places round a point, cheapest first: distance plus what would be covered (points)."""
    radii = np.arange(start, reach, 5.0)
    angles = np.radians(np.arange(0, 360, 15))
    around = np.array([(r * math.cos(a), r * math.sin(a)) for r in radii for a in angles])
    centres = around + np.asarray(at)
    boxes = centre_boxes(centres, half_w, half_h)
    free = crowd.is_free(boxes)
    boxes, centres = boxes[free], centres[free]
    if not len(boxes):
        return
    cost = np.hypot(centres[:, 0] - at[0], centres[:, 1] - at[1]) + ground.cost(boxes)
    for n in np.argsort(np.round(cost, 6), kind="stable")[:40]:
        left, top, right, bottom = (float(v) for v in boxes[n])
        yield float(centres[n, 0]), float(centres[n, 1]), (left, top, right, bottom)


def edge_point(box: Box, start: Point) -> tuple[float, float]:
    """Return where a line from ``start`` to a box's centre meets the box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    line = LineString([(start.x, start.y), (x, y)])
    meet = line.intersection(shapely.box(*box).exterior)
    near = meet if isinstance(meet, Point) else Point(x, y)
    return float(near.x), float(near.y)
