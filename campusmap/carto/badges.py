"""Symbols on paper: the frames of the symbol table, stretched so that their letters can be read at 8 points."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from shapely import Point, Polygon
from shapely.affinity import scale

from campusmap.carto.symbols import SIDE, find_symbol
from campusmap.carto.typeface import CAP_EM, text_width

LETTER_PT: Final = 8.0  # least size of symbol letters on Letter paper
_STROKE_PT: Final = 1.0


def badge_letters(kind: str, label: str) -> str:
    """Return what stands in the symbol: a door's own number, a side's own letter, else the kind's letters."""
    letters = find_symbol(kind).letters
    return label if kind == SIDE or not letters else letters


@lru_cache(maxsize=4096)
def badge_shape(kind: str, letters: str, size_pt: float = LETTER_PT) -> Polygon:
    """Return the frame round letters centred on 0, 0 (points, y down)."""
    return _FRAMES[find_symbol(kind).frame](text_width(letters, size_pt, bold=True), size_pt * CAP_EM)


@lru_cache(maxsize=4096)
def badge_size(kind: str, letters: str, size_pt: float = LETTER_PT) -> tuple[float, float, float]:
    """Return half the width, and the height above and below the centre, with the stroke (points)."""
    x0, y0, x1, y1 = badge_shape(kind, letters, size_pt).bounds
    return max(x1, -x0) + _STROKE_PT / 2, -y0 + _STROKE_PT / 2, y1 + _STROKE_PT / 2


# Each frame is given the width and height of its letters, centred on 0, 0.
def _box(w: float, h: float, x: float, y: float, round_pt: float = 0.0) -> Polygon:
    a, b = w / 2 + x, h / 2 + y
    shape = Polygon([(-a, -b), (a, -b), (a, b), (-a, b)])
    if not round_pt:
        return shape
    return shape.buffer(-round_pt, join_style="mitre").buffer(round_pt, quad_segs=4)


def _circle(w: float, h: float) -> Polygon:
    # The ellipse through the corners of a box 1.5 pt larger than the letters, flattened to a pleasing height.
    b = h / 2 + 4.6
    a = max(b, (w / 2 + 1.0) / (1 - (h / 2 / b) ** 2) ** 0.5 + 0.6)
    return scale(Point(0, 0).buffer(1.0, quad_segs=12), a, b)


def _square(w: float, h: float) -> Polygon:
    return _box(max(w, 8.0), h, 2.8, 4.0)


def _hexagon(w: float, h: float) -> Polygon:
    a, b = max(w, 6.0) / 2 + 2.2, h / 2 + 4.4
    return Polygon([(-a, -b), (a, -b), (a + 4.0, 0), (a, b), (-a, b), (-a - 4.0, 0)])


def _diamond(w: float, h: float) -> Polygon:
    b = h / 2 + 6.6
    a = max(b, (w / 2 + 0.8) / (1 - (h / 2 + 0.4) / b))
    return Polygon([(0, -b), (a, 0), (0, b), (-a, 0)])


def _house(w: float, h: float) -> Polygon:
    a, b = max(w, 8.0) / 2 + 2.8, h / 2 + 2.6
    return Polygon([(0, -b - 5.0), (a, -b), (a, b), (-a, b), (-a, -b)])


def _triangle(w: float, h: float) -> Polygon:
    a, b = max(w, 8.0) / 2 + 6.2, h / 2 + 2.2
    return Polygon([(0, -b - 8.0), (a, b), (-a, b)])


def _flag(w: float, h: float) -> Polygon:
    a, b = max(w, 8.0) / 2 + 2.8, h / 2 + 3.0
    return Polygon([(-a, -b), (a, -b), (a, b), (2.2, b), (0, b + 4.5), (-2.2, b), (-a, b)])


def _pin(w: float, h: float) -> Polygon:
    return _box(w, h, 4.2, 3.4, h / 2 + 3.0)


def _tag(w: float, h: float) -> Polygon:
    return _box(max(w, 5.0), h, 3.2, 3.0, 2.0)


_FRAMES: Final[dict[str, Callable[[float, float], Polygon]]] = {
    "circle": _circle,
    "square": _square,
    "hexagon": _hexagon,
    "diamond": _diamond,
    "house": _house,
    "triangle": _triangle,
    "flag": _flag,
    "pin": _pin,
    "tag": _tag,
}
