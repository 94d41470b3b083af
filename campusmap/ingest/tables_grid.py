"""What both spreadsheet readers hand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_BYTES: Final = 100_000_000  # of a CSV, or of an unpacked workbook (tool default)


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells as text with the row's number as a spreadsheet counts it; ``said`` is (code, text)."""

    rows: tuple[tuple[int, list[str]], ...]
    said: tuple[tuple[str, str], ...] = ()
