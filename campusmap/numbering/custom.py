"""What the numbers of a floor or a building say themselves where nobody declares it: a floor's code, a width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from campusmap.numbering.grammar import floor_words, split_number, strip_building

# A floor's code is taken from its numbers only when this many, and this share of them, agree (tool default).
INFER_MIN_ROOMS: Final = 4
INFER_SHARE: Final = 0.75


def infer_floor_code(numbers: Iterable[str], building_number: str = "") -> str:
    """Return what most of a floor's room numbers begin with, as short as it can be, or "" when they do not agree.

    1021 and 1102 are on floor 1 and not on floors 10 and 11; "A-2.4" says 2 between its marks.
    """
    given = list(numbers)
    marked = [words for words in map(floor_words, given) if words]
    if 2 * len(marked) > len(given):
        return _shared(marked)
    bare = (split_number(strip_building(number, building_number)) for number in given if not floor_words(number))
    digits = [parts[1] for parts in bare if parts is not None]
    return _shared([[run[0]] for run in digits if len(run) >= 3])


def _shared(said: Sequence[Sequence[str]]) -> str:
    """Return the code that most numbers hold; each says one or several that it may be."""
    counts = Counter(code for codes in said for code in dict.fromkeys(codes))
    if len(said) < INFER_MIN_ROOMS:
        return ""
    code, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= INFER_SHARE * len(said) else ""


def commonest_width(numbers: Iterable[str]) -> int | None:
    """Return the commonest count of digits among room numbers; None when there are none, or marks part most."""
    given = list(numbers)
    if 2 * sum(bool(floor_words(number)) for number in given) > len(given):
        return None
    widths = Counter(len(parts[1]) for parts in map(split_number, given) if parts is not None)
    return min(widths.items(), key=lambda item: (-item[1], item[0]))[0] if widths else None
