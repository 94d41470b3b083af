"""A picture with a list at its side, in points: the map fitted to a width, a heading above, words beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Crowd
from campusmap.carto.ground import Ground
from campusmap.carto.labels import RoomLabel, set_inside
from campusmap.carto.marks import Area, Line, Scene, Text
from campusmap.carto.paper import Box
from campusmap.carto.sheet import Ink, Words
from campusmap.carto.typeface import break_lines, clean_text, fit_line

Item = Ink | Words
Bounds = tuple[float, float, float, float]

# All in points, at 4/3 pixels a point on a screen (tool defaults).
MAP_PT: Final = (900.0, 780.0)  # the most that the map takes, width and height
NARROWEST_PT: Final = 360.0
MARGIN_PT: Final = 34.0  # round the map, for badges
HEAD_PT: Final = 34.0
TEXT_PT: Final = 8.4
PITCH_PT: Final = 10.4
COLUMN_PT: Final = 320.0
GUTTER_PT: Final = 18.0
TALLEST_PT: Final = 1300.0  # a list that is taller than this and the map takes two columns
FALLBACK_SHARE: Final = 0.85  # of a column: readers without the typeface see a wider one
_SCALE_BAR_M: Final = (0.1, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Diagram:
    """A finished picture: its size in points, and what is drawn, the lowest first."""

    title: str
    width: float
    height: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How metres, y up, become points, y down; ``box`` is the map's place on the page, margin included."""

    bounds: Bounds
    scale: float
    box: Box

    def to_page(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape in points."""
        left, top = self.box[0] + MARGIN_PT, self.box[1] + MARGIN_PT
        x_min, y_max = self.bounds[0], self.bounds[3]

        def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack([left + (xy[:, 0] - x_min) * self.scale, top + (y_max - xy[:, 1]) * self.scale])

        return shapely.transform(shape, move)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a swatch or a badge, then words. ``is_head`` rows stay with the row below."""

    text: str
    swatch: str = ""  # a style token, drawn as a small box
    badge: str = ""  # digits on the swatch
    is_head: bool = False
    most: int = 3  # lines


def fit_map(bounds: Bounds) -> Fit:
    """Fit the map into its place below the heading, as large as it goes."""
    wide, deep = max(bounds[2] - bounds[0], 1e-6), max(bounds[3] - bounds[1], 1e-6)
    scale = min(MAP_PT[0] / wide, MAP_PT[1] / deep)
    across = max(wide * scale, NARROWEST_PT)
    box = (0.0, HEAD_PT, across + 2 * MARGIN_PT, HEAD_PT + deep * scale + 2 * MARGIN_PT)
    return Fit(bounds, scale, box)


def draw_scene(scene: Scene, fit: Fit) -> list[Item]:
    """Draw the areas and lines of a scene."""
    marks = (mark for mark in scene.marks if isinstance(mark, Area | Line) and not mark.shape.is_empty)
    return [Ink(fit.to_page(mark.shape), mark.style, mark.subject) for mark in marks]


def draw_labels(scene: Scene, fit: Fit, crowds: Sequence[Crowd]) -> list[Item]:
    """Write the rooms' numbers and names where they fit inside, clear of what is in the first crowd that lets them."""
    texts: dict[str, dict[str, Text]] = {}
    for mark in scene.marks:
        if isinstance(mark, Text) and mark.within is not None:
            texts.setdefault(mark.subject, {})[mark.style] = mark
    items: list[Item] = []
    ground = Ground(fit.box, ())
    for subject, said in texts.items():
        first = next(iter(said.values()))
        number, name = (clean_text(said[s].text) if s in said else "" for s in ("label.number", "label.name"))
        at = fit.to_page(shapely.Point(first.x, first.y))
        outline = fit.to_page(first.within)  # type: ignore[arg-type]
        label = RoomLabel(subject, number, name, outline, (at.x, at.y), must=False)  # type: ignore[arg-type, attr-defined]
        tried = (set_inside(label, crowd, ground) for crowd in crowds)
        items += next(filter(None, tried), [])
    return items


def draw_scale_bar(fit: Fit) -> list[Item]:
    """Draw a bar of a round length, so that a wrong unit shows."""
    room = [length for length in _SCALE_BAR_M if length * fit.scale <= MAP_PT[0] / 4]
    length = room[-1] if room else _SCALE_BAR_M[0]
    x, y = fit.box[0] + MARGIN_PT, fit.box[3] - 8.0
    end = x + length * fit.scale
    ticks = [[(x, y - 4), (x, y), (end, y), (end, y - 4)]]
    return [Ink(LineString(ticks[0]), "sheet.rule"), Words(f"{length:g} m", end + 5, y, TEXT_PT)]


def compose(title: str, subtitle: str, fit: Fit, items: Iterable[Item], rows: Sequence[Row]) -> Diagram:
    """Put heading, map and list together; a long list takes two columns, and the page grows with it."""
    columns = split_columns(rows, fit.box[3] - HEAD_PT)
    left = fit.box[2] + GUTTER_PT
    width = left + len(columns) * (COLUMN_PT + GUTTER_PT)
    listed: list[Item] = []
    lowest = fit.box[3]
    for number, column in enumerate(columns):
        drawn, y = draw_rows(column, left + number * (COLUMN_PT + GUTTER_PT), HEAD_PT + 12.0)
        listed += drawn
        lowest = max(lowest, y)
    head = [
        Words(fit_line(title, width * 0.45, 13.0, bold=True), MARGIN_PT, 22.0, 13.0, bold=True),
        Words(fit_line(subtitle, width * 0.45, TEXT_PT + 1), width - GUTTER_PT, 22.0, TEXT_PT + 1, anchor="end"),
    ]
    return Diagram(clean_text(title), width, lowest + 12.0, (*head, *items, *draw_scale_bar(fit), *listed))


def split_columns(rows: Sequence[Row], height: float) -> list[list[Row]]:
    """Break the list into one column if it fits beside the map, else into two of about the same height."""
    total, tallest = sum(map(row_height, rows)), max(height, TALLEST_PT)
    limit = tallest if total <= tallest else max(height, total / 2 + 40.0)
    columns: list[list[Row]] = [[]]
    used = 0.0
    for number, row in enumerate(rows):
        needed = row_height(row) + (row_height(rows[number + 1]) if row.is_head and number + 1 < len(rows) else 0.0)
        if used + needed > limit and columns[-1] and len(columns) < 2:
            columns.append([] if row.is_head else [replace(_head_above(rows, number), most=1)])
            used = sum(map(row_height, columns[-1]))
        columns[-1].append(row)
        used += row_height(row)
    return columns


def _head_above(rows: Sequence[Row], number: int) -> Row:
    """Repeat the heading of a group that a new column cuts."""
    head = next((row for row in reversed(rows[:number]) if row.is_head), Row("", is_head=True))
    return replace(head, text=f"{head.text} (continued)" if head.text else "")


def row_height(row: Row) -> float:
    """Return what a row takes, the white below it included."""
    return len(row_lines(row)) * PITCH_PT + (8.0 if row.is_head else 3.5)


def row_lines(row: Row) -> tuple[str, ...]:
    """Break a row's text."""
    indent = 26.0 if row.swatch else 0.0
    return break_lines(row.text, (COLUMN_PT - indent) * FALLBACK_SHARE, TEXT_PT, bold=row.is_head, most=row.most)


def draw_rows(rows: Sequence[Row], x: float, y: float) -> tuple[list[Item], float]:
    """Draw one column of the list; return it and where it ends."""
    items: list[Item] = []
    for row in rows:
        top = y + (5.0 if row.is_head else 0.0)
        base = top + TEXT_PT
        if row.swatch:
            items += draw_swatch(row, x, top)
        text = "\n".join(row_lines(row))
        indent = 26.0 if row.swatch else 0.0
        items.append(Words(text, x + indent, base, TEXT_PT, bold=row.is_head, pitch_pt=PITCH_PT))
        y += row_height(row)
    return items, y


def draw_swatch(row: Row, x: float, top: float) -> list[Item]:
    """Draw the small box, or the badge, before a row."""
    if row.badge:
        return draw_badge(row.badge, row.swatch, (x + 10.0, top + 5.0))
    return [Ink(shapely.box(x, top + 1.0, x + 20.0, top + 9.0), row.swatch)]


def badge_half(digits: str) -> tuple[float, float]:
    """Return half the width and height of a badge."""
    return 3.2 + 2.4 * len(digits), 5.6


def draw_badge(digits: str, style: str, at: tuple[float, float]) -> list[Item]:
    """Draw a number on a rounded plate."""
    half_w, half_h = badge_half(digits)
    x, y = at
    core = shapely.box(x - half_w + 4, y - half_h + 4, x + half_w - 4, y + half_h - 4)
    plate = core.buffer(4.0, quad_segs=4) if half_w > 4 else shapely.box(x - half_w, y - half_h, x + half_w, y + half_h)
    return [Ink(plate, style), Words(digits, x, y + 2.9, TEXT_PT, bold=True, anchor="middle", style="fault.digits")]
