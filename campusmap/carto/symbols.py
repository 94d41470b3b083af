"""The symbol set: our own drawings, one small SVG per marker kind, letters inside a frame."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from xml.sax.saxutils import escape

# Frames are drawn in a box of 32 x 32 units, centre (16, 16).
DOOR_TAG: Final = "DOOR_TAG"  # the kind of an exterior door's number
DOOR_BARE: Final = "DOOR_BARE"  # the kind of the tag of an exterior door without a number
SIDE: Final = "SIDE"  # the kind of the letter of a building's side
_FRAMES = {
    "circle": '<circle cx="16" cy="16" r="14"/>',
    "square": '<rect x="3" y="3" width="26" height="26" rx="2"/>',
    "hexagon": '<path d="M9 3h14l7 13-7 13H9L2 16z"/>',
    "diamond": '<path d="M16 1l15 15-15 15L1 16z"/>',
    "house": '<path d="M16 1l14 10v19H2V11z"/>',
    "triangle": '<path d="M16 1l15 28H1z"/>',
    "flag": '<path d="M2 5h28v18H18l-2 7-2-7H2z"/>',
    "pin": '<rect x="2" y="7" width="28" height="18" rx="9"/>',
    "tag": '<rect x="2" y="5" width="28" height="22" rx="4"/>',
}
# Where the letters sit: the frame's visual centre line, and the width they may take, in the same units.
_LETTER_Y = {"triangle": 23.0, "house": 21.0, "flag": 14.0}
_LETTER_WIDTH = {"triangle": 16.0, "diamond": 17.0, "hexagon": 20.0, "circle": 22.0}


@dataclass(frozen=True, slots=True)
class SymbolKind:
    """One row of the symbol table."""

    kind: str
    letters: str
    frame: str
    colour: str
    title: str
    group: str


@cache
def load_symbols() -> dict[str, SymbolKind]:
    """Return every symbol kind by its key."""
    raw = tomllib.loads(files("campusmap.carto").joinpath("symbols.toml").read_text("utf-8"))
    return {kind: SymbolKind(kind=kind, **row) for kind, row in raw.items()}


def find_symbol(kind: str) -> SymbolKind:
    """Return a kind's symbol, or the one for unknown kinds."""
    return load_symbols().get(kind, load_symbols()["UNKNOWN"])


def rank_kind(kind: str) -> int:
    """Return a kind's place in the symbol table; those that are not in it share the one after the last."""
    order = list(load_symbols())
    return order.index(kind) if kind in order else len(order)


def symbol_to_svg(symbol: SymbolKind, letters: str = "", *, mono: bool = False) -> str:
    """Draw a symbol as the inside of a 32 x 32 SVG box; ``letters`` replaces the table's (door numbers).

    Door tags are solid so that they stand out from room numbers; the rest are white with a coloured frame.
    """
    words = letters or symbol.letters
    colour = "#000000" if mono else symbol.colour
    solid = symbol.frame == "tag"
    fill, ink = (colour, "#ffffff") if solid else ("#ffffff", colour)
    y = _LETTER_Y.get(symbol.frame, 16.0)
    size = letter_size(words, _LETTER_WIDTH.get(symbol.frame, 24.0))
    return (
        f'<g fill="{fill}" stroke="{colour}" stroke-width="2">{_FRAMES[symbol.frame]}</g>'
        f'<text x="16" y="{y + size * 0.36:.2f}" font-size="{size:.2f}" font-weight="700" text-anchor="middle" '
        f'fill="{ink}">{escape(words)}</text>'
    )


def letter_size(words: str, width: float) -> float:
    """Return the type size at which bold capitals fill ``width``, at most 16 of the box's 32 units.

    A bold sans capital is about 0.72 em wide (measured on DejaVu Sans Bold capitals and digits).
    """
    return min(16.0, width / (0.72 * max(1, len(words))))
