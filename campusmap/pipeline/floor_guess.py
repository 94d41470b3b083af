"""Which floor a drawing shows, told by its file name or its label as far as those go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from campusmap.numbering.levels import Level, read_level


def guess_levels(stems: Sequence[str | Level]) -> list[Level]:
    """Return a level for each file name or stated level, each ordinal and id once, whatever the order of the names.

    "First" is the ground floor unless a ground floor comes beside it. Names that tell nothing follow in their order.
    """
    levels = [stem if isinstance(stem, Level) else read_level(stem) for stem in stems]
    if any(level.rank == 0.0 and level.count is None for level in levels) and any(v.count == 1 for v in levels):
        levels = [replace(v, rank=float(v.count)) if v.count else v for v in levels]
    return _name(_spread(levels))


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
