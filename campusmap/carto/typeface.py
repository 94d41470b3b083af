"""Measure, fit and break text in the typefaces that the packet embeds."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FAMILY: Final = "Atkinson Hyperlegible Next"
FALLBACK: Final = "DejaVu Sans"
# Height of capitals in em, from the font's OS/2 table (sCapHeight 668).
CAP_EM: Final = 0.668

_FILES: Final = {
    (False, False): "AtkinsonHyperlegibleNext-Regular.ttf",
    (True, False): "AtkinsonHyperlegibleNext-Bold.ttf",
    (False, True): "AtkinsonHyperlegibleNext-Italic.ttf",
    (True, True): "AtkinsonHyperlegibleNext-Bold.ttf",
}
REPLACEMENT: Final = "\ufffd"
_NOWHERE: Final = "\U0010fffe"  # a noncharacter: no typeface draws it
_FALLBACK_FILE: Final = "DejaVuSans.ttf"
_UNITS: Final = 1000  # both typefaces are measured at this size, so that an advance is in thousandths of an em


def font_folder() -> Path:
    """Return the folder that holds the typefaces."""
    with as_file(files("campusmap.carto").joinpath("fonts")) as folder:
        return Path(folder)


class _Advances(dict[str, float]):
    """Each character's width in em, in the typeface that will set it; measured when first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __missing__(self, char: str) -> float:
        plain = " " <= char <= "~"  # our own typeface has all of these
        font = _load_font(self._name if plain or _has_glyph(self._name, char) else _FALLBACK_FILE)
        found = self[char] = float(font.getlength(char)) / _UNITS
        return found


_ADVANCES: Final = {look: _Advances(name) for look, name in _FILES.items()}


@cache
def _has_glyph(name: str, char: str) -> bool:
    """Tell whether a typeface draws a character otherwise than as its mark for missing ones."""
    font = _load_font(name).font_variant(size=40)
    drawn, missing = font.getmask(char), font.getmask(_NOWHERE)
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


@cache
def _settable(char: str) -> str:
    known = any(_has_glyph(name, char) for name in (_FILES[False, False], _FALLBACK_FILE))
    return char if char.isascii() or known else REPLACEMENT


def runs_by_face(line: str, *, bold: bool = False, italic: bool = False) -> list[tuple[str, bool]]:
    """Part a line into runs that one typeface sets; each with whether it is the fallback."""
    own = _FILES[bold, italic]
    marked = ((char, not char.isascii() and not _has_glyph(own, char)) for char in line)
    return [("".join(c for c, _ in run), falls) for falls, run in groupby(marked, key=lambda each: each[1])]


def settable_text(text: str) -> str:
    """Replace each character that neither typeface has by the mark that says so."""
    return text if text.isascii() else "".join(map(_settable, text))


@cache
def _load_font(name: str) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(font_folder() / name), _UNITS, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=65536)
def text_width(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width in points of the widest line; kerning, which only narrows, is left out."""
    lines = settable_text(text).split("\n")
    advances = _ADVANCES[bold, italic]
    return max(sum(map(advances.__getitem__, line)) for line in lines) * size_pt


def fit_line(text: str, width: float, size_pt: float, *, bold: bool = False) -> str:
    """Shorten one line with an ellipsis until it fits."""
    text = clean_text(text)
    if text_width(text, size_pt, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size_pt, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def clean_text(text: str) -> str:
    """Replace control characters and runs of white space by single spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


@lru_cache(maxsize=65536)
def break_lines(text: str, width: float, size_pt: float, *, bold: bool = False, most: int = 99) -> tuple[str, ...]:
    """Break text into lines no wider than ``width``; what is over ``most`` lines ends in an ellipsis.

    A word wider than the line is broken inside, after a hyphen or stroke where it has one.
    """
    lines: list[str] = []
    for word in (piece for raw in clean_text(text).split(" ") for piece in _pieces(raw, width, size_pt, bold)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size_pt, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
        if len(lines) > most:
            return (*lines[: most - 1], fit_line(f"{lines[most - 1]} {lines[most]}…", width, size_pt, bold=bold))
    return tuple(lines) or ("",)


def _pieces(word: str, width: float, size_pt: float, bold: bool) -> list[str]:
    if text_width(word, size_pt, bold=bold) <= width:
        return [word]
    pieces, rest = [], word
    while rest and text_width(rest, size_pt, bold=bold) > width:
        cut = 1
        while cut < len(rest) and text_width(rest[: cut + 1], size_pt, bold=bold) <= width:
            cut += 1
        cut = max(rest.rfind(mark, 0, cut) + 1 for mark in "-/\u2013") or cut
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return [*pieces, rest] if rest else pieces
