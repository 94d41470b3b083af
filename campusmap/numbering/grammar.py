"""Read room and door numbers: fold them for comparison, take them apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Class codes that number circulation, not rooms. Source: Wright State and VCU room numbering standards.
CIRCULATION_CODES: Final = frozenset({"COR", "CORR", "HALL", "STR", "STAIR", "ST", "ELV", "ELEV", "EL", "LOB", "VEST"})

_PARTS: Final = re.compile(r"(?P<prefix>[A-Z]*)(?P<digits>[0-9]+)(?P<suffix>[A-Z]{0,2}[0-9]?)")
_DOOR: Final = re.compile(r"(?:DOOR|EXT|EX|[A-Z])?(?P<serial>[0-9]+)(?P<suffix>[A-Z]?)")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PUNCTUATION: Final = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A room number taken apart: "B-214A" is prefix B, floor 2, serial 14, suffix A."""

    prefix: str
    floor: str
    serial: int
    suffix: str


def fold_number(text: str) -> str:
    """Return a number without case, accents, spaces and punctuation, so that "b-214" equals "B214"."""
    decomposed = unicodedata.normalize("NFKD", text).upper()
    return _PUNCTUATION.sub("", decomposed)


def split_number(text: str) -> tuple[str, str, str] | None:
    """Split a number into leading letters, digits and suffix; None when it is no such number."""
    found = _PARTS.fullmatch(fold_number(text))
    return (found["prefix"], found["digits"], found["suffix"]) if found else None


def strip_building(text: str, building_number: str) -> str:
    """Return the folded number without the building's own number in front, if anything is left then."""
    folded, building = fold_number(text), fold_number(building_number)
    rest = folded.removeprefix(building)
    return rest if building and rest and any(c.isdigit() for c in rest) else folded


def parse_number(text: str, *, building_number: str = "", floor_code: str = "") -> NumberParts | None:
    """Take a room number apart; the floor is the given code, else the first of three or more digits."""
    code = fold_number(floor_code)
    coded = _split_coded(text, code) if code and not code.isdigit() else None
    split = split_number(text)
    if coded is not None or split is None:
        return coded
    prefix, digits, suffix = split
    building = fold_number(building_number)
    if building.isdigit() and len(digits) >= len(building) + 3 and digits.startswith(building):
        prefix, digits = prefix + building, digits.removeprefix(building)
    floor = code if code and digits.startswith(code) else digits[: len(digits) - 2]
    return NumberParts(prefix, floor, int(digits[len(floor) :] or digits), suffix)


def _split_coded(text: str, code: str) -> NumberParts | None:
    """Take a number apart whose floor has a code with letters in it: "B", "SB2", "M1"."""
    found = re.fullmatch(
        rf"(?P<prefix>[A-Z]*?){code}(?P<serial>[0-9]+)(?P<suffix>[A-Z]{{0,2}}[0-9]?)", fold_number(text)
    )
    return NumberParts(found["prefix"], code, int(found["serial"]), found["suffix"]) if found else None


def carries_floor_code(text: str, code: str, building_number: str = "") -> bool:
    """Tell whether a number begins with its floor's code, after a building or wing prefix if it has one.

    A code with leading zeros may be shortened: room 101 and room 0101 are both on floor 01 (Stanford's codes).
    """
    wanted = fold_number(code)
    shorter = wanted.lstrip("0") or "0"
    candidates = (fold_number(text), strip_building(text, building_number))
    return any(_begins_with(candidate, begun) for candidate in candidates for begun in (wanted, shorter))


def _begins_with(number: str, code: str) -> bool:
    rest = number.lstrip(_LETTERS)
    wing = number.removesuffix(rest)
    return number.startswith(code) or rest.startswith(code) or wing.endswith(code)


def is_circulation_number(text: str) -> bool:
    """Tell whether a number is a corridor's, stair's or lift's class code, such as "STR1" or "COR-2"."""
    letters = re.match(r"[A-Z]*", fold_number(text))
    return letters is not None and letters[0] in CIRCULATION_CODES


def door_serial(text: str) -> tuple[int, str] | None:
    """Return an exterior door's serial number and leaf letter: "Door 4", "D-4" and "4a" all have serial 4."""
    found = _DOOR.fullmatch(fold_number(text))
    return (int(found["serial"]), found["suffix"]) if found else None
