"""Judge whether a sheet can be read: marks large enough, numbers in their rooms, symbols that can be told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.carto.legend import used_entries
from campusmap.carto.sheet import Badge, Ink, PageLayer, Sheet, Words
from campusmap.carto.style import Theme, load_styles
from campusmap.carto.symbols import find_symbol

Colour = NDArray[np.float64]  # red, green, blue in 0..1, linear

_NEAR_PT: Final = 1.0  # a number this far off its room's drawn part still stands in it; tool default
_LEGENDS: Final = ("panel", "legend")  # layers that explain, and are not explained
# Of black in a fill: Ohio's guide to drawings asks for white paper without shading; the limit is a tool default.
_SHADE: Final = 0.1
NORTH_WORDS: Final = ("TRUE NORTH", "TURNED")  # under the arrow; without one the panel says that north is not known
_CONTRAST: Final = 4.5  # of letters against their ground: WCAG 2.2, 1.4.3
# What is left of red, green and blue to who lacks one kind of cone: Machado, Oliveira & Fernandes 2009, severity 1.0;
# and what a copier makes of them: relative luminance, WCAG 2.2.
_SIGHTS: Final = {
    "in full colour": np.eye(3),
    "without red cones": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ]),
    "without green cones": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ]),
    "without blue cones": np.array([
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ]),
    "on a grey copy": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}  # fmt: skip


def smallest_mark(sheet: Sheet) -> float:
    """Return the smallest room number, door number or symbol letter on a sheet's maps in points; 99 without any."""
    sizes = [
        item.size_pt
        for layer in sheet.layers
        for item in layer.items
        if isinstance(item, Badge) or (isinstance(item, Words) and item.role == "number")
    ]
    return min(sizes, default=99.0)


def find_strays(sheet: Sheet) -> tuple[str, ...]:
    """Return the room numbers that stand neither in their room nor at the end of a leader line from it."""
    rooms: dict[str, list[BaseGeometry]] = defaultdict(list)
    led: set[str] = set()
    numbers: list[Words] = []
    for layer in sheet.layers:
        for item in layer.items:
            if isinstance(item, Ink) and item.style.startswith("space."):
                rooms[item.subject].append(item.shape)
            elif isinstance(item, Ink) and item.style == "sheet.leader":
                led.add(item.subject)
            elif isinstance(item, Words) and item.role == "number":
                numbers.append(item)
    judged = [words for words in numbers if words.subject in rooms and words.subject not in led]
    shapes = [parts[0] if len(parts := rooms[words.subject]) == 1 else shapely.union_all(parts) for words in judged]
    points = shapely.points([(words.x, words.y) for words in judged] or np.empty((0, 2)))
    away = shapely.distance(np.array(shapes, dtype=np.object_), points) > _NEAR_PT
    return tuple(sorted(words.text for words, strays in zip(judged, away.tolist(), strict=True) if strays))


def find_alike(sheet: Sheet) -> tuple[str, ...]:
    """Return the pairs of symbols on a sheet with the same letters in the same frame: no copy tells them apart."""
    kinds = sorted({item.kind for layer in sheet.layers for item in layer.items if isinstance(item, Badge)})
    by_look: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind in kinds:
        symbol = find_symbol(kind)
        if symbol.letters and symbol.kind == kind:
            by_look[symbol.letters, symbol.frame].append(symbol.title)
    return tuple(" and ".join(titles) for titles in by_look.values() if len(titles) > 1)


def find_pale(sheet: Sheet) -> tuple[str, ...]:
    """Return the symbols and texts whose letters are too pale against white, and to whom: one entry a colour."""
    styles = load_styles()
    colours = {
        find_symbol(item.kind).title: find_symbol(item.kind).colour
        for layer in sheet.layers
        for item in layer.items
        if isinstance(item, Badge)
    }
    words = [item for layer in sheet.layers for item in layer.items if isinstance(item, Words)]
    for each in (*words, *sheet.words):
        if each.style != "sheet.reverse":
            colours[styles[each.style].title] = styles[each.style].fill
    return tuple(line for title, colour in sorted(colours.items()) for line in _pale_lines(title, colour))


@lru_cache(maxsize=1024)
def _pale_lines(title: str, colour: str) -> tuple[str, ...]:
    lost = [sight for sight, matrix in _SIGHTS.items() if contrast(matrix @ to_linear(colour)) < _CONTRAST]
    return (f"{title} ({', '.join(lost)})",) if lost else ()


def find_lacking(sheet: Sheet) -> tuple[str, ...]:
    """Return what a map has to have and this one has not: an arrow to true north, the grid's names."""
    words = [item for layer in sheet.layers for item in layer.items if isinstance(item, Words)]
    has = {
        "north arrow": any(each.text in NORTH_WORDS for each in words),
        "grid": any(each.style == "grid.label" for each in words),
    }
    return tuple(name for name, there in has.items() if not there)


def find_unexplained(sheet: Sheet, legends: Iterable[Sheet]) -> tuple[str, ...]:
    """Return the symbols, lines and fills of a sheet that neither its own legend nor the given ones explain."""
    told = {text for legend in (sheet, *legends) for text in _legend_texts(legend)}
    used = used_entries((layer for layer in sheet.layers if layer.name not in _LEGENDS), mono=sheet.paper.mono)
    return tuple(sorted(entry.title for entry in used if " ".join(entry.title.split()) not in told))


def _legend_texts(sheet: Sheet) -> Iterator[str]:
    words = (item for layer in sheet.layers if layer.name in _LEGENDS for item in layer.items)
    yield from (" ".join(item.text.split()) for item in words if isinstance(item, Words))


def find_shaded(layers: Iterable[PageLayer], theme: Theme) -> tuple[str, ...]:
    """Return the fills of rooms, by their titles, that are darker than a tenth of black in a theme."""
    styles = load_styles(theme)
    used = {item.style for layer in layers for item in layer.items if isinstance(item, Ink)}
    fills = {styles[token].title: styles[token].fill for token in used if token.startswith("space.")}
    return tuple(sorted(title for title, fill in fills.items() if fill != "none" and _greyness(fill) > _SHADE))


def _greyness(colour: str) -> float:
    """Return how much black a copier prints for a colour, 0 to 1, by its luma (ITU-R BT.709, 3)."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return 1.0 - (0.2126 * red + 0.7152 * green + 0.0722 * blue)


def to_linear(colour: str) -> Colour:
    """Return "#rrggbb" as linear red, green and blue (IEC 61966-2-1)."""
    parts = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    return np.asarray(np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4))


def contrast(colour: Colour) -> float:
    """Return the contrast ratio of a linear colour against white (WCAG 2.2)."""
    luminance = float(np.clip(colour, 0.0, 1.0) @ np.array([0.2126, 0.7152, 0.0722]))
    return 1.05 / (luminance + 0.05)
