"""What a zip archive says of its size, judged before anything in it is unpacked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zipfile import ZipInfo

MAX_ENTRIES: Final = 2_000  # files in an archive (tool default)
MAX_RATIO: Final = 200  # unpacked to packed; people's sheets and layers stay under 30 (tool default)
_SMALL: Final = 10_000_000  # bytes up to which the ratio means nothing: blanks pack well (tool default)


def size_problem(entries: Sequence[ZipInfo], most_bytes: int) -> str:
    """Return what is wrong with the sizes that an archive's directory states, "" if nothing is."""
    if len(entries) > MAX_ENTRIES:
        return f"holds {len(entries):,} files, more than {MAX_ENTRIES:,}"
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > most_bytes or (unpacked > _SMALL and unpacked / packed > MAX_RATIO):
        return f"unpacks to {unpacked / 1e6:,.0f} MB"
    return ""
