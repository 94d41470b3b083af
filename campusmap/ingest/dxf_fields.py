"""Look up single decoded values in the records of a scanned DXF file."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from typing import Final

import numpy as np
from numpy.typing import NDArray

from campusmap.ingest.dxf_tags import Ints, Tags


class Fields:
    """Looks up single values of records, decoded."""

    def __init__(self, tags: Tags, heads: Ints, encoding: str) -> None:
        self._tags, self._encoding = tags, encoding
        self._columns: dict[int, memoryview] = {}
        self._heads = heads
        self._known: dict[bytes, str] = {}
        self._plain = tags.numbers is None and _ASCII.decode(encoding, "replace") == _ASCII.decode("ascii")

    def text(self, record: int, code: int) -> str:
        """Return the first value that a record has under a group code, "" if it has none."""
        index = self._column(code)[record]
        return "" if index < 0 else self._decode(self._tags.text(index))

    def texts(self, records: Ints, code: int) -> list[str]:
        """Return the first value that each of some records has under a group code, "" where it has none."""
        index = np.asarray(self._column(code))[records]
        held = np.flatnonzero(index >= 0)
        raws = self._tags.texts(index[held])
        decoded = self._decode_all(set(raws))
        if len(held) == len(index):
            return list(map(decoded.__getitem__, raws))
        found = [""] * len(index)
        for place, raw in zip(held.tolist(), raws, strict=True):
            found[place] = decoded[raw]
        return found

    def has(self, records: Ints, code: int) -> NDArray[np.bool_]:
        """Tell which of some records have a value under a group code."""
        return np.asarray(np.asarray(self._column(code))[records] >= 0)

    def _column(self, code: int) -> memoryview:
        """Return the first tag of each record under a group code, -1 where there is none."""
        if code not in self._columns:
            found = np.flatnonzero(self._tags.codes == code)
            records = np.searchsorted(self._heads, found, side="right") - 1
            held = records >= 0
            first = np.full(len(self._heads), -1, dtype=np.int32)
            first[records[held][::-1]] = found[held][::-1]
            self._columns[code] = first.data
        return self._columns[code]

    def _decode_all(self, raws: Collection[bytes]) -> dict[bytes, str]:
        """Decode many values: in one go where all are plain ASCII."""
        joined = b"\n".join(raws)
        if self._plain and raws and joined.isascii() and b"\\" not in joined:
            return dict(zip(raws, joined.decode("ascii").split("\n"), strict=True))
        return {raw: self._decode(raw) for raw in raws}

    def _decode(self, raw: bytes) -> str:
        if raw not in self._known:
            text = raw.decode(self._encoding, "surrogateescape")
            self._known[raw] = decode_escapes(text)
        return self._known[raw]

    def layer_row(self, record: int) -> tuple[str, bool, bool]:
        """Return a layer table record's name and whether it is frozen or off."""
        flags, colour = self.text(record, 70), self.text(record, 62)
        return self.text(record, 2), bool(whole(flags) & 1), whole(colour) < 0


_ASCII: Final = bytes(set(range(128)) - {ord("\\")})  # some code pages have a currency sign for the backslash


def decode_escapes(text: str) -> str:
    """Turn the escapes that name a character by four hex digits into it; what is no such escape stays as it is."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "\\U+" in text else text


ESCAPE: Final = re.compile(r"\\U\+((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})")  # no surrogates: they are no characters


def whole(text: str) -> int:
    """Read a whole number, 0 if it is none."""
    try:
        return int(float(text)) if text else 0
    except (ValueError, OverflowError):
        return 0


def number(text: str | bytes) -> float:
    """Read a number, NaN if it is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan
