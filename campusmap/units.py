"""Lengths: factors to the metre, and the drawing units that DXF headers name; numbers and words as they are told."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

METRES_PER_FOOT: Final = 0.3048
METRES_PER_INCH: Final = 0.0254

# Metres in one drawing unit, by the short name used in campus.toml.
METRES_PER_UNIT: Final = {
    "mm": 0.001,
    "cm": 0.01,
    "dm": 0.1,
    "m": 1.0,
    "km": 1000.0,
    "in": METRES_PER_INCH,
    "ft": METRES_PER_FOOT,
    "yd": 0.9144,
    "us-ft": 1200 / 3937,
}

UNIT_NAMES: Final = {
    "mm": "millimetres", "cm": "centimetres", "dm": "decimetres", "m": "metres", "km": "kilometres",
    "in": "inches", "ft": "feet", "yd": "yards", "us-ft": "US survey feet",
}  # fmt: skip

# $INSUNITS codes that state a usable length. Source: DXF reference, HEADER section.
INSUNITS: Final = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 7: "km", 10: "yd", 14: "dm", 21: "us-ft"}


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun in the singular or the plural: "1 room", "3 rooms"."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def ask_meant(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the question whether one of the known words is meant, to follow a sentence; "" where none comes near."""
    from difflib import get_close_matches  # lazy: every command imports this module, and few words are misspelt

    close = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return f"; did you mean {close[0]}?" if close else ""


def say_length(metres: float) -> str:
    """Return a length as crews pace it, and in metres: "137 ft (41.8 m)"; feet under 20 to a tenth.

    Metres are said to a tenth, above 100 to the metre, below one to the centimetre.
    """
    fine = f"{round(metres, 2):g}" if metres < 1.0 else _tenths(metres)
    return f"{_feet(metres)} ft ({fine if metres < _FINE_M else f'{metres:,.0f}'} m)"


def say_walk(metres: float) -> str:
    """Return a way on foot, never less than was computed: "138 ft (42 m)"."""
    return f"{say_walk_feet(metres)} ({math.ceil(metres):,} m)"


def say_walk_feet(metres: float) -> str:
    """Return a way on foot where there is room for one unit: "138 ft"."""
    return f"{math.ceil(round(metres / METRES_PER_FOOT, 6)):,} ft"


def say_area(square_metres: float) -> str:
    """Return an area: "1,076 sq ft (100 m²)"."""
    return f"{square_metres / METRES_PER_FOOT**2:,.0f} sq ft ({square_metres:,.0f} m\u00b2)"


_FINE_M: Final = 100.0  # below which a tenth of a metre is said; tool default


def _feet(metres: float) -> str:
    feet = metres / METRES_PER_FOOT
    return _tenths(feet) if feet < 20.0 else f"{feet:,.0f}"


def _tenths(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
