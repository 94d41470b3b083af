"""Which floor a drawing shows, told by its file name as far as that goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

BY_NAME: Final = "from the file name"
BY_FILE: Final = "as the file states its level"
BY_ORDER: Final = "the file name does not say, so the order given counts"

# Levels by word, lowest first, in ordinals; a mezzanine lies between the ground and the next floor.
_WORDS: Final = (
    (r"sub ?basement|b2|2 ?ug|ug ?2", -2.0),
    (r"basement|bsmt|cellar|lower level|keller\w*|untergeschoss|ug|kg|1 ?ug|ug ?1|sotano|subsolo|sous sol|b1", -1.0),
    (r"ground|erdgeschoss|eg|planta baja|rez de chaussee|rdc|(?:main|entrance) (?:floor|level)", 0.0),
    (r"mezzanine|mezz|zwischengeschoss", 0.5),
    (r"roof|attic|dachgeschoss|dg", 90.0),
)
_SPELLED: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
# Floors counted from 1 on the ground, as in the United States, and from 1 above the ground, as in German.
_COUNTED: Final = re.compile(
    r"(?<![a-z])(?:(?:level|floor|storey|story|fl|lvl) ?|[lf])(\d{1,2})(?!\d)|(?<!\d)(\d{1,2})(?:st|nd|rd|th)(?![a-z])"
)
_ABOVE: Final = re.compile(r"(?<!\d)(\d{1,2}) ?(?:og|obergeschoss)(?![a-z])|(?<![a-z])(?:og|obergeschoss) ?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Level:
    """Where a floor stands: ``rank`` orders floors, ``count`` is its number when the ground counts as 1."""

    rank: float | None
    count: int | None = None
    ordinal: int = 0
    id: str = ""
    why: str = BY_NAME


def guess_levels(stems: Sequence[str | Level]) -> list[Level]:
    """Return a level for each file name or stated level, each ordinal and id once, whatever the order of the names.

    "First" is the ground floor unless a ground floor comes beside it. Names that tell nothing follow in their order.
    """
    levels = [stem if isinstance(stem, Level) else _read_level(stem) for stem in stems]
    if any(level.rank == 0.0 and level.count is None for level in levels) and any(v.count == 1 for v in levels):
        levels = [replace(v, rank=float(v.count)) if v.count else v for v in levels]
    return _name(_spread(levels))


def _read_level(stem: str) -> Level:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = " ".join(re.findall(r"[a-z0-9]+", plain))
    for pattern, rank in _WORDS:
        if re.search(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])", words):
            return Level(rank)
    above = _ABOVE.search(words)
    if above:
        return Level(float(above[1] or above[2]), id=f"OG{above[1] or above[2]}")
    return _counted_level(words)


def _counted_level(words: str) -> Level:
    spelled = next((n for n, word in enumerate(_SPELLED, 1) if re.search(rf"\b{word}\b", words)), None)
    match = _COUNTED.search(words)
    count = spelled if spelled is not None else int(match[1] or match[2]) if match else None
    if count is None:
        return Level(None, why=BY_ORDER)
    return Level(float(count - 1), count) if count else Level(0.0)


def _spread(levels: list[Level]) -> list[Level]:
    """Give each level an ordinal of its own: those below ground downwards, the others upwards."""
    ranks = [0.0 if level.rank is None else level.rank for level in levels]
    ordinals: dict[int, int] = {}
    last = -1
    for index in sorted((i for i, rank in enumerate(ranks) if rank >= 0), key=lambda i: (ranks[i], i)):
        last = max(last + 1, round(ranks[index] + 0.01) if ranks[index] < 90 else last + 1)
        ordinals[index] = last
    last = 0
    for index in sorted((i for i, rank in enumerate(ranks) if rank < 0), key=lambda i: (-ranks[i], i)):
        last = min(last - 1, int(ranks[index]))
        ordinals[index] = last
    return [replace(level, ordinal=ordinals[index]) for index, level in enumerate(levels)]


def _name(levels: list[Level]) -> list[Level]:
    """Give each level an id: the number people know it by, else where it stands."""
    known = [_known_id(level) for level in levels]
    unique = all(known.count(name) == 1 for name in known)
    return [replace(v, id=known[i] if unique else _plain_id(v.ordinal)) for i, v in enumerate(levels)]


def _known_id(level: Level) -> str:
    if level.count or level.id:
        return level.id or str(level.count)
    named = {0.0: "G", 0.5: "M", 90.0: "R"}
    return named.get(-1.0 if level.rank is None else level.rank, _plain_id(level.ordinal))


def _plain_id(ordinal: int) -> str:
    return str(ordinal + 1) if ordinal >= 0 else f"B{-ordinal}"
