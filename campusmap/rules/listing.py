"""Name some and count the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from campusmap.units import count_of

__all__ = ["LISTED", "count_of", "list_first"]

LISTED: Final = 12  # names before the rest is counted (tool default)


def list_first(names: Sequence[str], limit: int = LISTED) -> str:
    """Return the first names and how many more there are: "101, 102 and 7 more"."""
    shown = ", ".join(names[:limit])
    return f"{shown} and {len(names) - limit} more" if len(names) > limit else shown
