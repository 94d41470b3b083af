"""Read room and door numbers: fold them for comparison, take them apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

# Class codes that number circulation, not rooms. Source: Wright State and VCU room numbering standards.
CIRCULATION_CODES: Final = frozenset({"COR", "CORR", "HALL", "STR", "STAIR", "ST", "ELV", "ELEV", "EL", "LOB", "VEST"})

_LETTER: Final = r"[^\W\d_]"
_PARTS: Final = re.compile(rf"(?P<prefix>{_LETTER}*)(?P<digits>[0-9]+)(?P<suffix>{_LETTER}{{0,2}}[0-9]?)")
_SERIAL: Final = re.compile(rf"(?P<serial>[0-9]+)(?P<suffix>{_LETTER}{{0,2}})")
_DOOR: Final = re.compile(r"(?:DOOR|EXT|EX|[A-Z])?(?P<serial>[0-9]+)(?P<suffix>[A-Z]?)")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Cyrillic and Greek letters that look like Latin ones on a sign.
_LOOKALIKES: Final = str.maketrans("АВЕКМНОРСТХІЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXIJABEZHIKMNOPTYX")
_LONG: Final = 3  # characters of a number that stands for itself: the 214 of "B-214" holds its floor


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A room number taken apart: "B-214A" is prefix B, floor 2, serial 14, suffix A."""

    prefix: str
    floor: str
    serial: int
    suffix: str


def fold_number(text: str) -> str:
    """Return a number without case, accents, spaces and punctuation, so that "b-214" equals "B214"."""
    return "".join(split_words(text))


def number_key(text: str) -> str:
    """Return what two numbers have in common when they are one: folded, with a mark kept that parts two digits.

    "b-214" is B214, but "1.12" is not "11.2"; said aloud they are alike, which is a lesser fault.
    """
    words = split_words(text)
    parted = [before[-1].isdigit() and word[0].isdigit() for before, word in pairwise(words)]
    return "".join((*words[:1], *(("." if part else "") + word for part, word in zip(parted, words[1:], strict=True))))


@lru_cache(maxsize=16_384)  # every rule asks for the same numbers (tool default)
def split_words(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits between a number's marks, folded: "a-1.10" is A, 1, 10."""
    decomposed = unicodedata.normalize("NFKD", text).upper().translate(_LOOKALIKES)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return tuple(re.findall(r"[^\W_]+", plain))


def split_number(text: str) -> tuple[str, str, str] | None:
    """Split a number into leading letters, digits and suffix; None when it is no such number."""
    found = _PARTS.fullmatch(fold_number(text))
    return (found["prefix"], found["digits"], found["suffix"]) if found else None


def split_numbers(text: str) -> list[str]:
    """Return the numbers that a text strings together: "12/13" and "110-112" are two, "B-214A" and "10-12" are one."""
    parts = [word for word in re.split(r"[\s/,;&+]+", text) if any(map(str.isdigit, word))]
    words = [word for at, word in enumerate(parts) if sum(map(str.isdigit, word)) > 1 or (at and word.isdigit())]
    ranged = re.fullmatch(r"(.*?(?<!\d)(\d{2,}))-(\d{2,})", words[-1]) if words else None
    if ranged is None or len(ranged[2]) != len(ranged[3]) or int(ranged[2]) >= int(ranged[3]):
        return words
    is_floor = len(ranged[2]) < _LONG and ranged[1] == ranged[2]
    return words if is_floor else [*words[:-1], ranged[1], ranged[3]]


def is_one_number(text: str) -> bool:
    """Tell whether a text has a digit and strings no several numbers together."""
    return any(map(str.isdigit, text)) and len(split_numbers(text)) <= 1


def strip_building(text: str, building_number: str) -> str:
    """Return the folded number without the building's own number in front, if a number is left then.

    Building 1 is not in front of room 101: behind a building's digits stand three more at least.
    """
    folded, building = fold_number(text), fold_number(building_number)
    rest = folded.removeprefix(building)
    least = _LONG if building.isdigit() else 1
    return rest if building and sum(map(str.isdigit, rest)) >= least else folded


def parse_number(text: str, *, building_number: str = "", floor_code: str = "") -> NumberParts | None:
    """Take a room number apart; the floor is the given code, else the first of three or more digits.

    Marks part a number too: "A-1.10" is floor 1 and serial 10, "101.1" is room 101 with the suffix 1.
    """
    code = fold_number(floor_code)
    marked = _parse_marked(split_words(text), code)
    coded = _parse_coded(text, code) if code and not code.isdigit() else None
    split = split_number(text)
    if marked is not None or coded is not None or split is None:
        return marked or coded
    prefix, digits, suffix = split
    building = fold_number(building_number)
    if building.isdigit() and len(digits) >= len(building) + 3 and digits.startswith(building):
        prefix, digits = prefix + building, digits.removeprefix(building)
    floor = code if code and digits.startswith(code) else digits[: len(digits) - 2]
    return NumberParts(prefix, floor, int(digits[len(floor) :] or digits), suffix)


def floor_words(text: str) -> tuple[str, ...]:
    """Return the words of a number that may stand for its floor, by their place alone; none where no mark does."""
    words = split_words(text)
    return () if _floor_place(words, "") is None else words[1 if len(words) > 2 else 0 : -1]


def split_suffix(text: str) -> tuple[str, str]:
    """Part a suffix off that stands behind a mark: "101.1" is 101 and 1; without one the suffix is ""."""
    words = split_words(text)
    if len(words) < 2 or len(words[-1]) >= _LONG or sum(map(str.isdigit, words[-2])) < _LONG:
        return "".join(words), ""
    return "".join(words[:-1]), words[-1]


def _parse_marked(words: tuple[str, ...], code: str) -> NumberParts | None:
    """Take a number apart at its marks; None when they part off no floor."""
    at = _floor_place(words, code)
    found = _SERIAL.fullmatch(words[at + 1]) if at is not None else None
    if at is None or found is None:
        return _parse_suffixed(".".join(words), code)
    suffix = found["suffix"] + "".join(words[at + 2 :])
    return NumberParts("".join(words[:at]), words[at], int(found["serial"]), suffix)


def _parse_suffixed(text: str, code: str) -> NumberParts | None:
    """Take "101.1" apart, whose mark parts off a suffix."""
    room, suffix = split_suffix(text)
    parts = parse_number(room, floor_code=code) if suffix else None
    return NumberParts(parts.prefix, parts.floor, parts.serial, parts.suffix + suffix) if parts else None


def _floor_place(words: tuple[str, ...], code: str) -> int | None:
    """Return which word is the floor's: the code before a serial, else the short word before a short last one."""
    places = [at for at, word in enumerate(words[:-1]) if _SERIAL.fullmatch(words[at + 1]) and word == code]
    if places:  # "G-1.1.04" is wing 1, floor 1; "E-1.1.1" is floor 1, suite 1
        return places[-1] if len(words[-1]) > 1 else places[0]
    last = _SERIAL.fullmatch(words[-1]) if len(words) > 1 else None
    short = last is not None and len(last["serial"]) < _LONG and len(words[-2]) < _LONG
    return len(words) - 2 if short and not code else None


def _parse_coded(text: str, code: str) -> NumberParts | None:
    """Take a number apart whose floor has a code with letters in it: "B", "SB2", "M1"."""
    pattern = rf"(?P<prefix>{_LETTER}*?){code}(?P<serial>[0-9]+)(?P<suffix>{_LETTER}{{0,2}}[0-9]?)"
    found = re.fullmatch(pattern, fold_number(text))
    return NumberParts(found["prefix"], code, int(found["serial"]), found["suffix"]) if found else None


def carries_floor_code(text: str, code: str, building_number: str = "") -> bool:
    """Tell whether a number begins with its floor's code, after a building or wing prefix if it has one.

    A code with leading zeros may be shortened: room 101 and room 0101 are both on floor 01 (Stanford's codes).
    """
    wanted = fold_number(code)
    words = split_words(text)
    if wanted in words[:-1]:
        return True
    shorter = wanted.lstrip("0") or "0"
    candidates = ("".join(words), strip_building(text, building_number))
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
