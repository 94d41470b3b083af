"""A typeface of three letters, drawn for the tests."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

WIDTHS = {"音": 900, "楽": 1000, "A": 640}


def draw_typeface(path: Path, *, embedding: int = 0, family: str = "Atkinson Hyperlegible Next") -> Path:
    """Write a typeface of three boxes, each of its own width, that claims the name of another."""
    names = [".notdef", *(f"g{n}" for n in range(len(WIDTHS)))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name for char, name in zip(WIDTHS, names[1:], strict=True)})
    pen = TTGlyphPen(None)
    for n, point in enumerate(((50, 0), (50, 700), (550, 700), (550, 0))):
        (pen.lineTo if n else pen.moveTo)(point)
    pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyf(dict.fromkeys(names, glyph))
    builder.setupHorizontalMetrics(dict(zip(names, [(500, 50), *((w, 50) for w in WIDTHS.values())], strict=True)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Bold"})
    builder.setupOS2(fsType=embedding, usWeightClass=700)
    builder.setupPost()
    builder.save(path)
    return path
