"""Numbers by template: "COR{floor}{nn}" writes COR101, and tells whether a number was written so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from campusmap.numbering.grammar import fold_number

FIELD: Final = re.compile(r"\{([a-z]*)\}")
# What each field stands for, as a pattern of a folded number; {n}, {nn}, {nnn} are a serial of at least so many places.
PATTERNS: Final[Mapping[str, str]] = {
    "floor": "[A-Z]{0,2}[0-9]{0,2}",
    "n": "[0-9]+",
    "nn": "[0-9]{2,}",
    "nnn": "[0-9]{3,}",
    "letter": r"[^\W\d_]",
    "number": "[A-Z]{0,3}[0-9]+[A-Z]?",
    "side": "[A-Z]{1,2}",
}


def unknown_fields(template: str) -> tuple[str, ...]:
    """Return the fields of a template that have no meaning."""
    return tuple(sorted({name for name in FIELD.findall(template) if name not in PATTERNS}))


def fill_template(
    template: str, *, serial: int = 1, floor: str = "", number: str = "", side: str = "", skip: str = ""
) -> str:
    """Write a number: ``serial`` fills {n}, {nn}, {nnn} and, as a letter (1 is A; ``skip`` is left out), {letter}."""
    values = {"floor": floor, "number": number, "side": side, "letter": serial_letters(serial, skip)}
    values |= {"n" * places: str(serial).zfill(places) for places in (1, 2, 3)}
    return FIELD.sub(lambda found: values[found[1]], template)


def fits_template(text: str, template: str, floor: str | None = None) -> bool:
    """Tell whether a number was written by a template, on a floor of the given code; None: on any floor."""
    return _pattern(template, floor).fullmatch(fold_number(text)) is not None


@cache
def _pattern(template: str, floor: str | None) -> re.Pattern[str]:
    parts = FIELD.split(template)  # literal, field, literal, field, ... literal
    known = PATTERNS if floor is None else {**PATTERNS, "floor": re.escape(fold_number(floor))}
    written = [known[part] if index % 2 else re.escape(fold_number(part)) for index, part in enumerate(parts)]
    return re.compile("".join(written))


def serial_letters(serial: int, skip: str = "") -> str:
    """Return the letters that stand for a serial number from 1 on, A to Z and then AA, without those skipped."""
    letters = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in skip]
    rest, at = divmod(serial - 1, len(letters))
    return (serial_letters(rest, skip) if rest else "") + letters[at]
