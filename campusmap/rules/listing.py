"""Name some and count the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LISTED: Final = 12  # names before the rest is counted (tool default)


def list_first(names: Sequence[str], limit: int = LISTED) -> str:
    """Return the first names and how many more there are: "101, 102 and 7 more"."""
    shown = ", ".join(names[:limit])
    return f"{shown} and {len(names) - limit} more" if len(names) > limit else shown


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun in the singular or the plural: "1 room", "3 rooms"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
