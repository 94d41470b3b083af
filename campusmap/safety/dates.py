"""Days as people write them into tables."""

from __future__ import annotations

import re
from datetime import date


def read_date(text: str) -> date | None:
    """Return the day that a cell holds, None for none: YYYY-MM-DD (a time may follow) or month/day/year."""
    slashed = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*", text)
    day, rest = text.strip()[:10], text.strip()[10:]
    try:
        if slashed:
            return date(int(slashed[3]), int(slashed[1]), int(slashed[2]))
        return date.fromisoformat(day) if not rest or rest[0] in "T " else None
    except ValueError:
        return None
