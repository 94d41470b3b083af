"""Levels as indoor files state them: "0", "0.5", "0-1", "-1--0.5", "0;2", "EG"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from campusmap.errors import InputError
from campusmap.ingest.indoor_item import LevelFact

Span = tuple[float, float] | str

# Source: OpenStreetMap wiki, Key:level: semicolons list levels, a hyphen makes a range, half levels are allowed.
_SPAN: Final = re.compile(r"([-+]?\d{1,4}(?:\.\d{1,4})?)(?:\s*-\s*([-+]?\d{1,4}(?:\.\d{1,4})?))?")
_TALLEST: Final = 200  # levels that a range may run through one by one (tool default)
_SAME: Final = 1e-6


def parse_levels(text: str) -> tuple[Span, ...]:
    """Split a statement of levels into ranges (low, high) and, where it is no number, words."""
    return tuple(_parse_span(part.strip()) for part in text.split(";") if part.strip())


def _parse_span(part: str) -> Span:
    match = _SPAN.fullmatch(part)
    if match is None:
        return part.casefold()
    low = float(match[1])
    high = float(match[2]) if match[2] else low
    return min(low, high), max(low, high)


def is_on_level(stated: str, wanted: str) -> bool:
    """Tell whether what is stated ("0-1") takes in a level ("0.5"); a range takes in all between its ends."""
    spans = parse_levels(stated)
    for level in parse_levels(wanted):
        if isinstance(level, str):
            return level in spans
        return any(not isinstance(s, str) and s[0] - _SAME <= level[0] and level[1] <= s[1] + _SAME for s in spans)
    return False


def list_levels(stated: Iterable[str]) -> tuple[LevelFact, ...]:
    """Return the levels on which rooms lie, numbers from the lowest up, then words; a range counts at every level."""
    rooms = [text for text in stated if text.strip()]
    spans = {span for text in rooms for span in parse_levels(text)}
    numbers = {level for span in spans if not isinstance(span, str) for level in _levels_of(span)}
    keys = [f"{number:g}" for number in sorted(numbers)] + sorted(span for span in spans if isinstance(span, str))
    return tuple(LevelFact(key, key, _rank(key), sum(is_on_level(text, key) for text in rooms)) for key in keys)


def _rank(key: str) -> float | None:
    span = parse_levels(key)[0]
    return None if isinstance(span, str) else span[0]


def _levels_of(span: tuple[float, float]) -> set[float]:
    """Return both ends of a range and the whole levels between."""
    low, high = span
    between = range(math.ceil(low), math.floor(high) + 1)
    return {low, high, *(map(float, between) if len(between) <= _TALLEST else ())}


def find_levels(levels: Sequence[LevelFact], wanted: str) -> list[LevelFact]:
    """Return the levels that a person's word may mean: by key, else by another name."""
    folded = wanted.strip().casefold()
    exact = [level for level in levels if level.key.casefold() == folded or _same_number(level.key, wanted)]
    return exact or [level for level in levels if folded in level.aliases]


def _same_number(key: str, wanted: str) -> bool:
    spans = (*parse_levels(key), *parse_levels(wanted))
    return len(spans) == 2 and not isinstance(spans[0], str) and spans[0] == spans[1]


def choose_level(levels: Sequence[LevelFact], wanted: str, name: str) -> LevelFact | None:
    """Return the one level that is meant, None for a file without levels; raise InputError listing what there is."""
    if not wanted:
        if len(levels) > 1:
            fix = f'say which with level = "..." in campus.toml, or --level: {_listing(levels)}'
            raise InputError(name, f"holds {len(levels)} levels", fix, code="indoor.level")
        return levels[0] if levels else None
    if not levels:
        raise InputError(
            name, f'states no levels, so "{wanted}" is not one of them', "leave level out", code="indoor.level"
        )
    found = find_levels(levels, wanted)
    if len(found) == 1:
        return found[0]
    problem = f'has {len(found)} levels "{wanted}"' if found else f'has no level "{wanted}" with rooms'
    raise InputError(name, problem, f"name one of: {_listing(found or levels)}", code="indoor.level")


def _listing(levels: Sequence[LevelFact]) -> str:
    return ", ".join(_describe(level) for level in levels)


def _describe(level: LevelFact) -> str:
    rest = ", ".join(filter(None, (level.name if level.name != level.key else "", level.building)))
    return f"{level.key} ({rest})" if rest else level.key
