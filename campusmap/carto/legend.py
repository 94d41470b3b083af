"""The legend: one line for each style and symbol that a sheet used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from shapely import LineString, box

from campusmap.carto.badges import LETTER_PT, badge_letters, badge_size
from campusmap.carto.sheet import Badge, Ink, PageLayer, Words
from campusmap.carto.style import load_styles
from campusmap.carto.symbols import SIDE, find_symbol, load_symbols
from campusmap.carto.typeface import break_lines
from campusmap.geometry.bearing import tick_ends

Item = Ink | Words | Badge

_TEXT_PT: Final = 6.8
_PITCH_PT: Final = 7.8
_SWATCH: Final = (18.0, 6.6)
_BADGE_COLUMN: Final = 31.0  # the widest letters, "FACP", with their frame
_NARROW_PT: Final = 22.0  # a column of symbols no wider than this costs the words little; tool default
_QUIET: Final = ("border.ground", "label.", "sheet.", "floor.", "aerial.", "grid.label", "fault.", "stage.")
_PLAIN: Final = ("wall", "column", "linework", "door.swing", "window", "grid.line")
_WALLS: Final = ("wall", "building.wall")
_HAIR_PT: Final = 0.2  # on the mean, below which a wall is a line among lines; tool default
_SAMPLE_DOOR: Final = "12"
_MERGED: Final = ("space", "site")
_ROOM: Final = "Room, whatever its use"


@dataclass(frozen=True, slots=True)
class Entry:
    """A style token or a symbol kind, and its wording."""

    key: str
    title: str
    is_symbol: bool
    wide_pt: float = 0.0  # of the column of symbols and swatches; 0 for the widest of its own sort


def used_entries(layers: Iterable[PageLayer], *, mono: bool = False) -> tuple[Entry, ...]:
    """List what the layers of a sheet used: symbols first, then styles, each in its table's order.

    What looks alike without colour is one line on a ``mono`` sheet.
    """
    items = [item for layer in layers for item in layer.items]
    kinds = {item.kind if item.kind in load_symbols() else "UNKNOWN" for item in items if isinstance(item, Badge)}
    tokens = {item.style for item in items if isinstance(item, Ink) and not _is_hair(item)}
    styles = style_entries(tokens)
    return _align(symbol_entries(kinds) + (_merge_alike(styles) if mono else styles))


def _align(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Let all words of a legend begin at one line, where its symbols are hardly wider than its swatches."""
    badges = [2 * badge_size(entry.key, _letters(entry))[0] for entry in entries if entry.is_symbol]
    wide = max(badges, default=0.0)
    if not badges or wide > _NARROW_PT:
        return entries
    return tuple(replace(entry, wide_pt=max(wide, _SWATCH[0])) for entry in entries)


def _is_hair(ink: Ink) -> bool:
    """Tell whether walls are nothing but gaps between rooms' outlines, too thin to be seen as what a legend shows."""
    return ink.style in _WALLS and ink.shape.area < _HAIR_PT / 2 * ink.shape.length


def _merge_alike(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Join the fills that no black-and-white print tells apart; rooms' uses are then in their names alone."""
    found: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        family, style = entry.key.partition(".")[0], load_styles("mono")[entry.key]
        look = (family, style.fill, style.stroke, style.dash, style.width_pt, style.hatch)
        found.setdefault(look if family in _MERGED else (entry.key,), []).append(entry)
    return tuple(_join_alike(alike) for alike in found.values())


def _join_alike(entries: list[Entry]) -> Entry:
    first, *more = entries
    if not more:
        return first
    titles = [first.title, *(entry.title[0].lower() + entry.title[1:] for entry in more)]
    return replace(first, title=_ROOM if first.key.startswith("space.") else ", ".join(titles))


def symbol_entries(kinds: Iterable[str]) -> tuple[Entry, ...]:
    """List symbols in their table's order."""
    wanted = set(kinds)
    return tuple(Entry(kind, find_symbol(kind).title, True) for kind in load_symbols() if kind in wanted)


def style_entries(tokens: Iterable[str]) -> tuple[Entry, ...]:
    """List styles in their table's order, without what needs no explaining; what explains itself comes last."""
    wanted = {token for token in tokens if token == "sheet.match" or not token.startswith(_QUIET)}
    found = [Entry(token, style.title, False) for token, style in load_styles().items() if token in wanted]
    return tuple(sorted(found, key=lambda entry: (entry.key in _PLAIN, not entry.key.startswith("hard_corner"))))


def entry_height(entry: Entry, width: float) -> float:
    """Return the height of one legend line (points)."""
    text = len(_lines(entry, width)) * _PITCH_PT + 1.4
    if not entry.is_symbol:
        return text
    _, up, down = badge_size(entry.key, _letters(entry))
    return max(text, up + down + 1.4)


def _lines(entry: Entry, width: float) -> tuple[str, ...]:
    return break_lines(entry.title, width - _indent(entry), _TEXT_PT, most=3)


def _indent(entry: Entry) -> float:
    return _wide(entry) + 5.0


def _wide(entry: Entry) -> float:
    return entry.wide_pt or (_BADGE_COLUMN if entry.is_symbol else _SWATCH[0])


def _letters(entry: Entry) -> str:
    return badge_letters(entry.key, "A" if entry.key == SIDE else _SAMPLE_DOOR)


def draw_entry(entry: Entry, x: float, y: float, width: float) -> list[Item]:
    """Draw one legend line with its top at y."""
    height, lines = entry_height(entry, width), _lines(entry, width)
    middle = y + height / 2
    first = middle - (len(lines) - 1) * _PITCH_PT / 2 + 2.4
    words = Words("\n".join(lines), x + _indent(entry), first, _TEXT_PT, pitch_pt=_PITCH_PT)
    if not entry.is_symbol:
        return [*_swatch(entry.key, x, middle), words]
    _, up, down = badge_size(entry.key, _letters(entry))
    centre = Badge(entry.key, x + _wide(entry) / 2, middle + (up - down) / 2, _letters(entry), LETTER_PT)
    return [centre, words]


def _swatch(token: str, x: float, y: float) -> list[Item]:
    wide, high = _SWATCH
    style = load_styles()[token]
    is_line = style.fill == "none" and not style.hatch and not token.startswith(("site.", "hard_corner.", "beyond."))
    if is_line or token == "site.road":
        line = LineString([(x, y), (x + wide, y)])
        return [Ink(tick_ends(line, high / 2) if token == "door.bare" else line, token)]
    if token == "column":  # as wide as high, or it would look like a wall
        return [Ink(box(x + (wide - high) / 2, y - high / 2, x + (wide + high) / 2, y + high / 2), token)]
    return [Ink(box(x, y - high / 2, x + wide, y + high / 2), token)]


def draw_entries(
    entries: tuple[Entry, ...], x: float, y: float, width: float, bottom: float
) -> tuple[list[Item], float, int]:
    """Draw legend lines downwards while there is room; return them, the y reached and how many were left out."""
    items: list[Item] = []
    for n, entry in enumerate(entries):
        height = entry_height(entry, width)
        if y + height > bottom:
            return items, y, len(entries) - n
        items += draw_entry(entry, x, y, width)
        y += height
    return items, y, 0
