"""Lengths: factors to the metre, and the drawing units that DXF headers name; and numbers with their nouns."""

from __future__ import annotations

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
