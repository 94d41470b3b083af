"""A street address in its parts, in the words that address layers want."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = re.compile(r"(?P<number>\d{1,6})(?P<suffix>[A-Za-z]?)\s+(?P<rest>\S.*)")
_DIRECTIONS: Final = {
    "n": "North", "s": "South", "e": "East", "w": "West", "ne": "Northeast", "nw": "Northwest", "se": "Southeast",
    "sw": "Southwest",
}  # fmt: skip
# Usual types of streets and their abbreviations. Source: USPS Publication 28, appendix C1.
_TYPES: Final = {
    "aly": "Alley", "ave": "Avenue", "blvd": "Boulevard", "cir": "Circle", "ct": "Court", "dr": "Drive",
    "hwy": "Highway", "ln": "Lane", "loop": "Loop", "pkwy": "Parkway", "path": "Path", "pl": "Place", "plz": "Plaza",
    "rd": "Road", "sq": "Square", "st": "Street", "ter": "Terrace", "trl": "Trail", "way": "Way",
}  # fmt: skip
_WORDS: Final = {**_TYPES, **{name.casefold(): name for name in _TYPES.values()}}
_COMPASS: Final = {**_DIRECTIONS, **{name.casefold(): name for name in _DIRECTIONS.values()}}


@dataclass(frozen=True, slots=True)
class Street:
    """The parts of "1200 N Cedar Ridge Road"; ``number`` is None where the address does not begin with one."""

    number: int | None = None
    suffix: str = ""
    pre_direction: str = ""
    name: str = ""
    type: str = ""
    post_direction: str = ""

    @property
    def full_number(self) -> str:
        """Return the number as it is written on the house."""
        return "" if self.number is None else f"{self.number}{self.suffix}"


def split_street(address: str) -> Street:
    """Split an address up to its first comma; one that does not begin with a number is left alone."""
    match = _NUMBER.fullmatch(address.partition(",")[0].strip())
    if match is None:
        return Street()
    words = match["rest"].split()
    before = _take(words, 0, _COMPASS)
    after = _take(words, -1, _COMPASS)
    kind = _take(words, -1, _WORDS)
    return Street(int(match["number"]), match["suffix"], before, " ".join(words), kind, after)


def _take(words: list[str], index: int, known: dict[str, str]) -> str:
    """Take the first or last word away where it is a known one, and is not all that is left."""
    found = known.get(words[index].casefold().rstrip("."), "") if len(words) > 1 else ""
    if found:
        words.pop(index)
    return found
