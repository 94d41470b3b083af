"""The panel beside a map: north arrow, scale bar, key plan, legend, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import shapely
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from campusmap.carto.furniture import draw_north_arrow, draw_scale_bar
from campusmap.carto.legend import Entry, draw_entries, entry_height
from campusmap.carto.paper import Box, Scale
from campusmap.carto.sheet import Badge, Ink, Words
from campusmap.carto.tabular import Form, Row, set_row
from campusmap.carto.typeface import break_lines
from campusmap.carto.window import scale_to_page

Item = Ink | Words | Badge

_KEY_PT = 64.0  # height of the key plan
_NOTE_PT = 6.5
_NOTE_PITCH = 8.0
_COLUMN_GAP = 8.0
_HEAD_PT = 14.0
_MORE_PT = 9.0  # of the line that says how many more there are
REMARK_LINE_PT = 12.0  # of a line under a list that says where more is
_REMARK_PT = 7.0
_LEGEND = "on the legend sheet"
_HEADED_PT = 30.0  # of a heading over a list and the blank round it


@dataclass(slots=True)
class Panel:
    """A column that fills downwards; ``y`` is the next free line, ``bottom`` where the notes begin."""

    box: Box
    y: float = 0.0
    bottom: float = 0.0
    items: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.y, self.bottom = self.box[1], self.box[3]

    @property
    def width(self) -> float:
        """Return the width in points."""
        return self.box[2] - self.box[0]


def add_heading(panel: Panel, text: str) -> None:
    """Add a rule and a small heading."""
    panel.items.append(Ink(LineString([(panel.box[0], panel.y), (panel.box[2], panel.y)]), "sheet.rule"))
    panel.items.append(Words(text.upper(), panel.box[0], panel.y + 9.5, 6.5, True, style="sheet.muted"))
    panel.y += 14.0


def add_scale(panel: Panel, scale: Scale | None, *, north: bool, turn_deg: float = 0.0, magnified: float = 1.0) -> None:
    """Add the north arrow and the scale bar; without them say that they are not known."""
    x, y = panel.box[0], panel.box[1]
    if north and turn_deg:
        panel.items += draw_north_arrow(x + 20.0, y + 36.0, 26.0, turn_deg)
        panel.items.append(Words("TURNED", x, y + 53.0, 6.0, True, style="sheet.muted"))
    elif north:
        panel.items += draw_north_arrow(x + 9.0, y + 43.0, 30.0)
        panel.items.append(Words("TRUE NORTH", x, y + 53.0, 6.0, True, style="sheet.muted"))
    else:
        panel.items.append(Words("NORTH\nNOT\nKNOWN", x, y + 22.0, 6.5, True, pitch_pt=8.0))
    left = x + 46.0
    if scale is None:
        panel.items.append(Words("NOT TO SCALE", left, y + 22.0, 8.0, True))
    else:
        panel.items += draw_scale_bar(scale, left, y + 20.0, panel.box[2] - left)
        panel.items.append(Words(scale.printed(magnified).text, left, y + 46.0, 7.0, True))
    panel.y += 58.0


def add_key_plan(panel: Panel, outlines: dict[str, BaseGeometry], here: str, part: Box | None = None) -> None:
    """Add the campus in outline with one building filled, and the part of it that the sheet shows in a box."""
    shapes = [shape for shape in outlines.values() if not shape.is_empty]
    if not shapes or (len(shapes) == 1 and not part):
        return  # one building alone says nothing
    add_heading(panel, "Where on the campus" if len(shapes) > 1 else "Where in the building")
    x0, y0, x1, y1 = (float(v) for v in shapely.total_bounds(shapes))
    k = min((panel.width - 8) / max(x1 - x0, 1.0), _KEY_PT / max(y1 - y0, 1.0))
    middle_x, middle_y = (panel.box[0] + panel.box[2]) / 2, panel.y + _KEY_PT / 2
    dx, dy = middle_x - (x0 + x1) / 2 * k, middle_y + (y0 + y1) / 2 * k
    for name, shape in outlines.items():
        drawn = scale_to_page(shape.simplify(0.3 / k), k, dx, dy)
        style = "sheet.key" if name != here else "sheet.key_whole" if part else "sheet.key_here"
        panel.items.append(Ink(drawn, style, name))
    if part and here in outlines:
        shown = outlines[here].intersection(box(*part))
        panel.items.append(Ink(scale_to_page(shown, k, dx, dy), "sheet.key_here", here))
    panel.y += _KEY_PT + 8.0


def add_notes(panel: Panel, notes: list[str]) -> None:
    """Add notes at the panel's foot, the last at the bottom."""
    lines = [line for note in notes if note for line in (*break_lines(note, panel.width, _NOTE_PT), "")][:-1]
    if not lines:
        return
    panel.bottom = panel.box[3] - len(lines) * _NOTE_PITCH - 6.0
    panel.items.append(Ink(LineString([(panel.box[0], panel.bottom), (panel.box[2], panel.bottom)]), "sheet.rule"))
    text = "\n".join(lines)
    panel.items.append(
        Words(text, panel.box[0], panel.bottom + 10.0, _NOTE_PT, style="sheet.muted", pitch_pt=_NOTE_PITCH)
    )


def add_legend(panel: Panel, entries: tuple[Entry, ...]) -> None:
    """Add the legend; what finds no room is pointed to on the legend's own sheet."""
    if not entries:
        return
    add_heading(panel, "Legend")
    items, y, left_out = draw_entries(entries, panel.box[0], panel.y, panel.width, panel.bottom - 11.0)
    panel.items += items
    if left_out:
        panel.items.append(_remark(more_words(left_out, _LEGEND), panel.box[0], y + 8.0, _NOTE_PT))
    panel.y = y + 4.0


def more_words(count: int, where: str) -> str:
    """Say how much of a list is left out, and where it is: "3 more", "in the packet"."""
    return f"{count} more {where}"


def add_remark(panel: Panel, text: str) -> None:
    """Write what a list leaves to another place in a line of its own under it."""
    panel.items.append(_remark(text, panel.box[0], panel.y + 3.0, _REMARK_PT))
    panel.y += REMARK_LINE_PT


def _remark(text: str, x: float, y: float, size_pt: float) -> Words:
    return Words(text, x, y, size_pt, italic=True)


def list_height(form: Form, rows: Sequence[Row]) -> float:
    """Return what a list takes with its heading and the blank under it."""
    return _HEADED_PT + form.head_height + sum(set_row(row, form)[1] for row in rows)


def add_foot_legend(panel: Panel, entries: tuple[Entry, ...], room: float) -> None:
    """Add the legend at the panel's foot, in two columns: all symbols, and of the styles as many as ``room`` holds."""
    wide = (panel.width - _COLUMN_GAP) / 2
    shown = _shorten(entries, wide, room)
    if not entries:
        return
    half, high = _halve(shown, wide)
    left_out = len(entries) - len(shown)
    foot = panel.bottom
    bottom = foot - (_MORE_PT if left_out else 0.0)
    top = bottom - high
    heading = Panel((panel.box[0], top - _HEAD_PT, panel.box[2], top))
    add_heading(heading, "Legend")
    panel.items += heading.items
    for part, x in ((shown[:half], panel.box[0]), (shown[half:], panel.box[0] + wide + _COLUMN_GAP)):
        panel.items += draw_entries(part, x, top, wide, bottom)[0]
    if left_out:
        panel.items.append(_remark(more_words(left_out, _LEGEND), panel.box[0], foot - 1.0, _NOTE_PT))
    panel.bottom = top - _HEAD_PT


def least_legend(panel: Panel, entries: tuple[Entry, ...]) -> float:
    """Return the height of a legend at the panel's foot that has nothing but its symbols."""
    symbols = tuple(entry for entry in entries if entry.is_symbol)
    return _foot_height(symbols, (panel.width - _COLUMN_GAP) / 2) + _MORE_PT if entries else 0.0


def _shorten(entries: tuple[Entry, ...], wide: float, room: float) -> tuple[Entry, ...]:
    """Return the first entries that find room; symbols, which come first, are kept whatever the room."""
    least = sum(entry.is_symbol for entry in entries)
    for count in range(len(entries), least, -1):
        more = _MORE_PT if count < len(entries) else 0.0
        if _foot_height(entries[:count], wide) + more <= room:
            return entries[:count]
    return entries[:least]


def _foot_height(entries: tuple[Entry, ...], wide: float) -> float:
    return _HEAD_PT + _halve(entries, wide)[1]


def _halve(entries: tuple[Entry, ...], wide: float) -> tuple[int, float]:
    """Return how many legend lines go into the first of two columns, and the height of the longer one."""
    heights = list(accumulate((entry_height(entry, wide) for entry in entries), initial=0.0))
    longer = [max(height, heights[-1] - height) + 0.1 for height in heights]
    half = min(range(len(longer)), key=longer.__getitem__)
    return half, longer[half]
