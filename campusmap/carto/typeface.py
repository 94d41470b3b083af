"""Measure, fit and break text in the typefaces that the packet embeds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from campusmap.model.printing import Typeface

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
ELLIPSIS: Final = "\u2026"  # ends a text that was cut to fit
_BOUND: Final = "\u00a0"  # a space at which no line is broken
_NOWHERE: Final = "\U0010fffe"  # a noncharacter: no typeface draws it
_FALLBACK_FILES: Final = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_OWN: list[Typeface] = []  # what ``set_with`` was given last
_UNITS: Final = 1000  # both typefaces are measured at this size, so that an advance is in thousandths of an em


def font_folder() -> Path:
    """Return the folder that holds the typefaces."""
    with as_file(files("campusmap.carto").joinpath("fonts")) as folder:
        return Path(folder)


def set_with(typefaces: Sequence[Typeface]) -> None:
    """Set all text from here on with a project's own typefaces where ours has no letter, instead of those before."""
    if list(typefaces) != _OWN:
        _OWN[:] = typefaces
        for widths in _ADVANCES.values():
            widths.clear()
        for kept in (_settable, text_width, break_lines):
            kept.cache_clear()


def own_typefaces() -> tuple[Typeface, ...]:
    """Return the project's own typefaces that text is set with, the first before the others."""
    return tuple(_OWN)


def own_families() -> tuple[str, ...]:
    """Return the names of ``own_typefaces``, which tell whether text was set with the same."""
    return tuple(face.family for face in _OWN)


def _find_own(char: str) -> Typeface | None:
    return next((face for face in _OWN if ord(char) in face.advances), None)


class _Advances(dict[str, float]):
    """Each character's width in em, in the typeface that will set it; measured when first asked for."""

    def __init__(self, bold: bool, italic: bool) -> None:
        self._ours, self._bold = _FILES[bold, italic], bold

    def __missing__(self, char: str) -> float:
        found = self[char] = self._measure(char)
        return found

    def _measure(self, char: str) -> float:
        plain = " " <= char <= "~"  # our own typeface has all of these
        name = self._ours
        if not plain and not _has_glyph(name, char):
            if own := _find_own(char):
                return own.advances[ord(char)]
            name = _FALLBACK_FILES[self._bold and _has_glyph(_FALLBACK_FILES[True], char)]
        return float(_load_font(name).getlength(char)) / _UNITS


_ADVANCES: Final = {look: _Advances(*look) for look in _FILES}


@cache
def _has_glyph(name: str, char: str) -> bool:
    """Tell whether a typeface draws a character otherwise than as its mark for missing ones."""
    font = _load_font(name).font_variant(size=40)
    drawn, missing = font.getmask(char), font.getmask(_NOWHERE)
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


@cache
def _settable(char: str) -> str:
    return char if char.isascii() or _find_own(char) or has_letter(char) else REPLACEMENT


def has_letter(char: str) -> bool:
    """Tell whether the typefaces that come with the program have a character."""
    return any(_has_glyph(name, char) for name in (_FILES[False, False], _FALLBACK_FILES[False]))


def runs_by_face(line: str, *, bold: bool = False, italic: bool = False) -> list[tuple[str, str]]:
    """Part a line into runs that one typeface sets; each with its family, "" for the one that all text begins with."""
    marked = ((char, _family(char, bold, italic)) for char in line)
    return [("".join(c for c, _ in run), family) for family, run in groupby(marked, key=lambda each: each[1])]


def _family(char: str, bold: bool, italic: bool) -> str:
    if char.isascii() or _has_glyph(_FILES[bold, italic], char):
        return ""
    own = _find_own(char)
    return own.family if own else FALLBACK


def settable_text(text: str) -> str:
    """Replace characters that no typeface has, each run of them, by the mark that says so."""
    if text.isascii():
        return text
    runs = groupby(text, key=lambda char: _settable(char) != char)
    return "".join(REPLACEMENT if is_missing else "".join(run) for is_missing, run in runs)


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
    while text and text_width(text + ELLIPSIS, size_pt, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def clean_text(text: str) -> str:
    """Replace control characters and runs of white space by single spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


@lru_cache(maxsize=65536)
def break_lines(text: str, width: float, size_pt: float, *, bold: bool = False, most: int = 99) -> tuple[str, ...]:
    """Break text into lines no wider than ``width``; what is over ``most`` lines ends in an ellipsis.

    A word wider than the line is broken inside, after a hyphen or stroke where it has one; words that a no-break
    space joins stay together, with a common space.
    """
    lines: list[str] = []
    bound = _BOUND.join(clean_text(part) for part in text.split(_BOUND)).split(" ")
    for word in (piece for raw in bound for piece in _pieces(raw.replace(_BOUND, " "), width, size_pt, bold)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size_pt, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
        if len(lines) > most:
            return (
                *lines[: most - 1],
                fit_line(f"{lines[most - 1]} {lines[most]}{ELLIPSIS}", width, size_pt, bold=bold),
            )
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
