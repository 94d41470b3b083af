"""A look at a TIFF's directories before a library decodes them. Source: TIFF 6.0 (1992), section 2; BigTIFF."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from campusmap.errors import InputError

MAX_DIRECTORIES: Final = 64  # a page, its mask and their overviews are some twenty; tool default
MAGIC: Final = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_FAR: Final = 2**40  # behind the end of any file that is read; systems refuse to go much farther
_COMPRESSION, _PHOTOMETRIC, _SUB_DIRECTORIES = 259, 262, 330
_YCBCR, _JPEG = 6, 7
_WHOLE_NUMBERS: Final = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}  # by type


class _Layout(NamedTuple):
    """How a file writes its numbers: byte order, and the sizes that BigTIFF made larger."""

    order: str
    entries: str  # how many a directory has
    entry: str  # tag, type, count; the value or its place follows
    place: str  # in the file


def refuse_ycbcr(path: Path, name: str) -> None:
    """Raise InputError for a TIFF with a picture in YCbCr that is not compressed as JPEG.

    libtiff before 4.7.2 may write outside its memory on one of these (CVE-2026-4775), and libraries in use bring older
    ones. Every directory counts: overviews and masks too. What is cut short is left to the reader to find.
    """
    for count, (compressions, colours) in enumerate(_list_directories(path)):
        if count >= MAX_DIRECTORIES:
            raise InputError(
                name, f"has more than {MAX_DIRECTORIES} pages", "export one picture", code="imagery.too_large"
            )
        if _YCBCR in colours and set(compressions) != {_JPEG}:
            problem = "stores its colours as YCbCr without JPEG compression, which cannot be read without risk"
            raise InputError(name, problem, "export it as RGB, or compressed as JPEG", code="imagery.ycbcr")


def _list_directories(path: Path) -> Iterator[tuple[list[int], list[int]]]:
    """Yield of every directory that can be reached, once each, the compressions and colour spaces that it states."""
    with path.open("rb") as file:
        try:
            head = file.read(4)
            order = "<" if head.startswith(b"II") else ">"
            big = head in MAGIC[2:]
            layout = _Layout(order, "Q", "HHQ", "Q") if big else _Layout(order, "H", "HHI", "I")
            waiting, seen = list(_read(file, 8 if big else 4, order + layout.place)), {0}
        except struct.error:
            return
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            entries, following = _read_directory(file, at, layout)
            waiting += [*following, *entries[_SUB_DIRECTORIES]]
            yield entries[_COMPRESSION], entries[_PHOTOMETRIC]


def _read_directory(file: BinaryIO, at: int, layout: _Layout) -> tuple[dict[int, list[int]], tuple[int, ...]]:
    """Return what a directory states, by tag, as far as it can be read, and the place of the next one."""
    found: dict[int, list[int]] = {_COMPRESSION: [], _PHOTOMETRIC: [], _SUB_DIRECTORIES: []}
    order, head, width = layout.order, struct.calcsize("=" + layout.entry), struct.calcsize("=" + layout.place)
    first = at + struct.calcsize("=" + layout.entries)
    try:
        (count,) = _read(file, at, order + layout.entries)
        for entry in range(first, first + count * (head + width), head + width):
            tag, kind, values = _read(file, entry, order + layout.entry)
            if tag in found and kind in _WHOLE_NUMBERS:
                size = struct.calcsize("=" + _WHOLE_NUMBERS[kind]) * values
                place = entry + head if size <= width else _read(file, entry + head, order + layout.place)[0]
                found[tag] += _read(file, place, f"{order}{min(values, MAX_DIRECTORIES + 1)}{_WHOLE_NUMBERS[kind]}")
        return found, _read(file, first + count * (head + width), order + layout.place)
    except struct.error:
        return found, ()


def _read(file: BinaryIO, at: int, form: str) -> tuple[int, ...]:
    file.seek(min(at, _FAR))
    return struct.unpack(form, file.read(struct.calcsize(form)))
