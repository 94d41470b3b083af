"""Refuse coordinates, sizes and angles that are not finite numbers, before a parser makes something of them."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from campusmap.errors import InputError
from campusmap.ingest.dxf_fields import Fields
from campusmap.ingest.dxf_tags import CHUNK, Ints, Tags

EXPORT_AGAIN: Final = "open it in CAD, run AUDIT and save as DXF again"

_ODD: Final = bytes(byte not in b"0123456789+-.eE \t" for byte in range(256))


def refuse_numbers(
    file: str, tags: Tags, heads: Ints, names: list[str], sections: dict[str, tuple[int, int]], encoding: str
) -> None:
    """Refuse coordinates, sizes and angles of blocks and entities that are not finite numbers."""
    for section in ("BLOCKS", "ENTITIES"):
        if section not in sections:
            continue
        low, high = (int(heads[r]) for r in sections[section])
        for index in suspect_numbers(tags, low, high):
            if problem := number_problem(tags.text(index)):
                record = int(np.searchsorted(heads, index, side="right")) - 1
                layer = Fields(tags, heads, encoding).text(record, 8)
                raise InputError(file, *problem, place_of(tags, index, names[record], layer), code="dxf.number")


def suspect_numbers(tags: Tags, low: int, high: int) -> list[int]:
    """Return the floating-point tags whose value holds anything but digits, signs, points and exponents."""
    codes = tags.codes[low:high]
    floats = low + np.flatnonzero(((codes >= 10) & (codes < 60)) | ((codes >= 210) & (codes < 240))).astype(np.int32)
    if tags.numbers is not None:
        return [i for i in floats.tolist() if not math.isfinite(tags.numbers.get(i, 0.0))]
    if not len(floats):
        return []
    return [index for k in range(0, len(floats), CHUNK) for index in odd_values(tags, floats[k : k + CHUNK])]


def odd_values(tags: Tags, floats: Ints) -> list[int]:
    """Return those of some tags, in order, whose value holds anything but digits, signs, points and exponents."""
    first, last = int(tags.starts[floats[0]]), int(tags.stops[floats[-1]]) + 1
    odd = np.frombuffer(tags.data[first:last].translate(_ODD), dtype=np.uint8)
    ends = np.stack((tags.starts[floats], tags.stops[floats]), axis=1).ravel() - first
    worst = np.maximum.reduceat(odd, np.minimum(ends, len(odd) - 1))[::2]
    empty = tags.starts[floats] == tags.stops[floats]
    suspects: list[int] = floats[(worst > 0) | empty].tolist()
    return suspects


def number_problem(text: bytes) -> tuple[str, str] | None:
    """Return what is wrong with a number and what to do, None if it is fine."""
    shown = text[:24].decode("ascii", "replace")
    if b"," in text:
        return f'"{shown}" has a decimal comma', "export the drawing with decimal points"
    try:
        value = float(text)
    except ValueError:
        return f'"{shown}" stands where a number belongs', EXPORT_AGAIN
    return None if math.isfinite(value) else (f'the number "{shown}" is not finite', "erase or redraw the entity")


def place_of(tags: Tags, index: int, kind: str, layer: str) -> str:
    """Name a tag's place for a person: line, entity type and layer."""
    where = f"tag {index + 1}" if tags.numbers is not None else f"line {2 * index + 2}"
    return f"{where} ({kind}{f' on layer {layer}' if layer else ''})"
