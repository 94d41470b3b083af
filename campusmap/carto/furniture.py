"""What every map sheet carries: frame, grid and its names, scale bar, north arrow, match lines, bands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate

from campusmap.carto.paper import GUTTER, Box, Scale
from campusmap.carto.sheet import Anchor, Badge, Ink, PageLayer, Words
from campusmap.carto.typeface import CAP_EM, fit_line, text_width
from campusmap.carto.window import Window
from campusmap.units import METRES_PER_FOOT

Item = Ink | Words
_MATCH: Final = "MATCH LINE: see part"
_SHEETS: Final = ", sheet 000"  # room for what name_match_sheets adds


def draw_frame(frame: Box) -> list[Item]:
    """Draw the neat line round the map and the one round its gutter."""
    return [Ink(box(*frame).exterior, "sheet.hairline"), Ink(box(*outer_frame(frame)).exterior, "sheet.rule")]


def outer_frame(frame: Box) -> Box:
    """Return the frame with its gutter."""
    return frame[0] - GUTTER, frame[1] - GUTTER, frame[2] + GUTTER, frame[3] + GUTTER


def draw_matches(window: Window) -> list[Item]:
    """Draw the match lines: the part's own edge, dashed."""
    return [Ink(line, "sheet.match") for line in match_lines(window)]


def match_lines(window: Window) -> list[LineString]:
    """Return the match lines on the page."""
    left, top, right, bottom = window.clip
    part_left, part_bottom = window.to_page(window.part[0], window.part[1])
    part_right, part_top = window.to_page(window.part[2], window.part[3])
    edges = {
        "west": [(part_left, top), (part_left, bottom)],
        "east": [(part_right, top), (part_right, bottom)],
        "north": [(left, part_top), (right, part_top)],
        "south": [(left, part_bottom), (right, part_bottom)],
    }
    return [LineString(edges[side]) for side, _ in window.open_cuts]


def match_words(window: Window) -> list[tuple[Words, Box]]:
    """Return the words at each match line, upright or turned, with the place that they take.

    They stand in the blank strip beyond the cut, or just inside it where the frame leaves no strip.
    """
    left, top, right, bottom = window.clip
    x0, y0, x1, y1 = window.frame
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    places = {
        "north": (middle_x, top - 5.5 if top - 11 > y0 else top + 5.5, 0.0),
        "south": (middle_x, bottom + 5.5 if bottom + 11 < y1 else bottom - 5.5, 0.0),
        "west": (left - 5.5 if left - 11 > x0 else left + 5.5, middle_y, -90.0),
        "east": (right + 5.5 if right + 11 < x1 else right - 5.5, middle_y, -90.0),
    }
    return [
        _match_word(f"{_MATCH}{'s' if ' ' in beyond else ''} {beyond}", *places[side])
        for side, beyond in window.open_cuts
    ]


def name_match_sheets(layers: Sequence[PageLayer], pages: Mapping[str, Sequence[int]]) -> tuple[PageLayer, ...]:
    """Add to the words at match lines the sheets of the parts beyond, as far as these are known, by part."""
    return tuple(replace(layer, items=tuple(_name_sheets(item, pages) for item in layer.items)) for layer in layers)


def _name_sheets(item: Ink | Words | Badge, pages: Mapping[str, Sequence[int]]) -> Ink | Words | Badge:
    if not isinstance(item, Words) or not item.text.startswith(_MATCH):
        return item
    parts = item.text.removeprefix(_MATCH).replace(",", " ").split()
    found = sorted({page for part in parts for page in pages.get(part, ())})
    told = f", sheet{'s' if len(found) > 1 else ''} {', '.join(map(str, found))}" if found else ""
    return replace(item, text=item.text + told)


def _match_word(text: str, x: float, y: float, turn: float) -> tuple[Words, Box]:
    size = 7.0
    half_w, half_h = text_width(text + _SHEETS, size, bold=True) / 2 + 2, size * CAP_EM / 2 + 2
    drop = size * CAP_EM / 2
    if turn:
        words = Words(text, x + drop, y, size, True, False, "middle", rotation_deg=turn)
        return words, (x - half_h, y - half_w, x + half_h, y + half_w)
    words = Words(text, x, y + drop, size, True, False, "middle")
    return words, (x - half_w, y - half_h, x + half_w, y + half_h)


def draw_scale_bar(scale: Scale, x: float, y: float, width: float) -> list[Item]:
    """Draw a bar in feet with one in metres under it, both true to scale; ``y`` is between the two."""
    return [
        *_bar(scale, x, y - 5.5, METRES_PER_FOOT, "ft", width, above=True),
        *_bar(scale, x, y, 1.0, "m", width, above=False),
    ]


def _bar(scale: Scale, x: float, y: float, metres: float, unit: str, width: float, *, above: bool) -> list[Item]:
    length = round_length(width / (scale.points_per_metre * metres))
    step = length * metres * scale.points_per_metre / 4
    items: list[Item] = [Ink(box(x, y, x + 4 * step, y + 4.0), "sheet.plate")]
    items += [Ink(box(x + n * step, y, x + (n + 1) * step, y + 4.0), "sheet.solid") for n in (0, 2)]
    baseline = y - 2.6 if above else y + 10.6
    for n, words in ((0, "0"), (2, f"{length / 2:g}"), (4, f"{length:g} {unit}")):
        anchor: Anchor = "start" if n == 0 else "middle" if n == 2 else "end"
        items.append(Words(words, x + n * step, baseline, 6.5, anchor=anchor))
    return items


def round_length(most: float) -> float:
    """Return the greatest of 1, 2, 4 or 5 times a power of ten that is not over ``most``."""
    power = 10.0 ** math.floor(math.log10(most))
    return float(max(step * power for step in (1, 2, 4, 5) if step * power <= most * (1 + 1e-9)))


def draw_north_arrow(x: float, y: float, height: float, turn_deg: float = 0.0) -> list[Item]:
    """Draw a true-north arrow with its foot at y, pointing up the page, and an N over it.

    On a plan turned counter-clockwise by ``turn_deg`` the arrow turns with it, about its middle.
    """
    half = height * 0.26
    left = Polygon([(x, y - height), (x - half, y), (x, y - height * 0.22)])
    right = Polygon([(x, y - height), (x + half, y), (x, y - height * 0.22)])
    at = (x, y - height / 2)
    if not turn_deg:
        letter = Words("N", x, y - height - 3.0, 11.0, True, False, "middle")
        return [Ink(MultiPolygon([left]), "sheet.solid"), Ink(right, "sheet.box"), letter]
    turned = [
        Ink(rotate(shape, -turn_deg, origin=at), style)
        for shape, style in ((left, "sheet.solid"), (right, "sheet.box"))
    ]
    tip = rotate(Point(x, y - height - 7.0), -turn_deg, origin=at)
    return [*turned, Words("N", tip.x, tip.y + 3.7, 11.0, True, False, "middle")]


def draw_band(text: str, box_: Box) -> list[Item]:
    """Draw a black band with white words."""
    left, top, right, bottom = box_
    line = fit_line(text, right - left - 12, 10.0, bold=True)
    y = (top + bottom) / 2 + 10.0 * CAP_EM / 2
    return [
        Ink(box(*box_), "sheet.solid"),
        Words(line, (left + right) / 2, y, 10.0, True, False, "middle", "sheet.reverse"),
    ]
