"""Which numbers of a drawing's records are places, and how far each is moved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

Vector = tuple[float, float, float]
Tag = tuple[int, bytes]

# Group codes of a point's first coordinate that are directions or sizes in some records, not places.
_VECTORS: Final = {
    "MTEXT": {11}, "XLINE": {11}, "RAY": {11}, "ELLIPSE": {11}, "TOLERANCE": {11}, "ACAD_TABLE": {11},
    "SPLINE": {12, 13}, "MLINE": {12, 13}, "IMAGE": {11, 12, 13, 14}, "WIPEOUT": {11, 12, 13, 14},
    "PDFUNDERLAY": {11}, "DWFUNDERLAY": {11}, "DGNUNDERLAY": {11}, "UCS": {11, 12}, "VIEW": {11, 12},
    "VPORT": {10, 11, 14, 15, 16, 17}, "VIEWPORT": {14, 15, 16, 17}, "MULTILEADER": {11, 13, 14, 16},
    "LAYOUT": {10, 11, 16, 17}, "GEODATA": {12}, "DIMSTYLE": set(range(10, 19)), "PLOTSETTINGS": set(range(10, 19)),
}  # fmt: skip
_HEADER_PLACES: Final = ("EXT", "LIM", "INSBASE", "UCSORG", "VIEWCTR")
# Larger numbers stand for "none" (1e20) or are a fault of their own, and say nothing of a place. Tool default.
_LARGEST: Final = 1e9


@dataclass(frozen=True, slots=True)
class Shift:
    """How far every place is moved; ``scrub`` of a record gives the moved numbers by their position in it."""

    by: Vector

    def move(self, kind: str, tags: Sequence[Tag], parent: Vector) -> Iterator[tuple[int, float]]:
        """Yield position and new value of every coordinate of a record; ``parent`` is what its plane stands on."""
        by = turn_to_plane(self.by, find_normal(tags) or parent)
        for at, code in _list_places(kind, tags):
            value = read_number(tags[at][1])
            if value is not None and abs(value) < _LARGEST:
                yield at, value + by[_axis(code)]


def _list_places(kind: str, tags: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    vectors, edge, variable = _VECTORS.get(kind, set()), b"", ""
    for at, (code, value) in enumerate(tags):
        if code == 9:
            variable = value.strip().decode("ascii", "replace").lstrip("$").lstrip("P")
        if code == 72:
            edge = value.strip()
        first = _first_code(code)
        if first is None or first in vectors or (kind == "HATCH" and first == 11 and edge == b"3"):
            continue
        if kind == "HEADER" and not variable.startswith(_HEADER_PLACES):
            continue
        yield at, code
    if kind == "LWPOLYLINE":
        yield from ((at, code) for at, (code, _) in enumerate(tags) if code == 38)  # its height, in its own plane
    if kind == "HATCH":
        yield from ((at, code) for at, (code, _) in enumerate(tags) if code in {43, 44})


def _first_code(code: int) -> int | None:
    """Return the group code of a coordinate's x, None for what is no coordinate."""
    if 10 <= code <= 38:
        return 10 + code % 10 if code % 10 != 9 and code != 38 else None
    if code in {110, 120, 130}:
        return 110
    return code % 10 + 1010 if code in {1010, 1020, 1030, 1011, 1021, 1031} else None


def _axis(code: int) -> int:
    if code in {43, 44}:
        return code - 43
    return (code % 1000 if code >= 1000 else code % 100 if code >= 110 else code) // 10 - 1


def find_normal(tags: Sequence[Tag]) -> Vector | None:
    """Return the direction that a record's plane stands on, None where it says nothing."""
    found = {code: read_number(value) for code, value in tags if code in {210, 220, 230}}
    if len(found) < 3 or any(value is None for value in found.values()):
        return None
    x, y, z = (found[code] or 0.0 for code in (210, 220, 230))
    length = math.hypot(x, y, z)
    return (x / length, y / length, z / length) if 0 < length < math.inf else None


def turn_to_plane(by: Vector, normal: Vector) -> Vector:
    """Express a shift in a plane's own axes, by the arbitrary axis algorithm of the DXF reference."""
    if normal == (0.0, 0.0, 1.0):
        return by
    x, y, z = normal
    other: Vector = (0.0, 1.0, 0.0) if abs(x) < 1 / 64 and abs(y) < 1 / 64 else (0.0, 0.0, 1.0)
    across = _cross(other, normal)
    length = math.hypot(*across)
    first = (across[0] / length, across[1] / length, across[2] / length)
    axes = (first, _cross(normal, first), (x, y, z))
    return tuple(sum(a * b for a, b in zip(axis, by, strict=True)) for axis in axes)  # type: ignore[return-value]


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def read_number(value: bytes) -> float | None:
    """Return a finite number, None for anything else."""
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def choose_shift(records: Iterable[tuple[str, Sequence[Tag]]], offset: float) -> Shift:
    """Return the shift that brings the least coordinates of a drawing's records to ``offset``; heights stay."""
    least = [math.inf] * 3
    for kind, tags in records:
        if kind in {"HEADER", "VPORT", "VIEWPORT", "LAYOUT", "GEODATA"}:
            continue
        for at, code in _list_places(kind, tags):
            value = read_number(tags[at][1])
            if value is not None and abs(value) < _LARGEST:
                least[_axis(code)] = min(least[_axis(code)], value)
    x, y = (0.0 if math.isinf(value) else math.floor(value) for value in least[:2])
    return Shift((offset - x, offset - y, 0.0))
