"""Split DXF bytes, ASCII or binary, into group codes and raw values without interpreting them."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]  # 32 bits reach over the largest file that is read, and take half the memory

BINARY_MARK: Final = b"AutoCAD Binary DXF\r\n\x1a\x00"


@dataclass(frozen=True, slots=True)
class Tags:
    """Tag ``i`` has group code ``codes[i]``; its value is ``data[starts[i]:stops[i]]``, its tag begins at ``heads[i]``.

    ``fault`` is the index of the first tag that is none, -1 if all are well formed. Values of binary files
    that are not text are kept in ``numbers``.
    """

    data: bytes
    codes: Ints
    heads: Ints
    starts: Ints
    stops: Ints
    fault: int
    numbers: dict[int, float] | None = None

    def text(self, index: int) -> bytes:
        """Return a tag's value without surrounding blanks."""
        if self.numbers is not None and index in self.numbers:
            return f"{self.numbers[index]:.17g}".encode()
        return self.data[self.starts[index] : self.stops[index]].strip()

    def texts(self, indices: Ints) -> list[bytes]:
        """Return the values of many tags without surrounding blanks."""
        if self.numbers is not None:
            return [self.text(index) for index in indices.tolist()]
        data = self.data
        spans = zip(self.starts[indices].tolist(), self.stops[indices].tolist(), strict=True)
        return [data[start:stop].strip() for start, stop in spans]


def split_tags(data: bytes) -> Tags:
    """Split a whole DXF file into tags, up to its EOF mark."""
    return split_binary(data) if data.startswith(BINARY_MARK) else split_ascii(data)


def normalise_lines(data: bytes) -> bytes:
    """Return ASCII DXF bytes with plain line feeds and without a byte order mark."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def split_ascii(data: bytes) -> Tags:
    """Pair lines into group codes and values; ``data`` has plain line feeds."""
    raw = np.frombuffer(data, dtype=np.uint8)
    feeds = find_feeds(raw)
    stops = feeds if data.endswith(b"\n") else np.append(feeds, np.int32(len(data)))
    pairs = len(stops) // 2
    heads = np.empty(pairs, dtype=np.int32)  # a tag begins behind the line feed before it
    heads[:1], heads[1:] = 0, stops[1 : 2 * pairs - 1 : 2] + 1
    stops, starts = stops[1 : 2 * pairs : 2].copy(), stops[0 : 2 * pairs : 2] + 1
    codes, valid = parse_codes(raw, heads, starts - 1)
    end = find_end(data, codes, starts, stops)
    bad = np.flatnonzero(~valid[:end])
    fault = int(bad[0]) if len(bad) else -1
    end = fault if fault >= 0 else end
    return Tags(data, codes[:end], heads[:end], starts[:end], stops[:end], fault)


CHUNK: Final = 1 << 18  # lines, or bytes, that are looked at together, so that what is needed besides stays small


def find_feeds(raw: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Return where the line feeds are."""
    step = 16 * CHUNK
    found = [np.flatnonzero(raw[k : k + step] == 10).astype(np.int32) + np.int32(k) for k in range(0, len(raw), step)]
    return np.concatenate(found) if found else np.empty(0, dtype=np.int32)


def parse_codes(raw: NDArray[np.uint8], starts: Ints, stops: Ints) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """Read the lines that hold group codes, a stretch of lines at a time."""
    codes, valid = np.empty(len(starts), dtype=np.int16), np.empty(len(starts), dtype=np.bool_)
    for k in range(0, len(starts), CHUNK):
        stretch = slice(k, k + CHUNK)
        codes[stretch], valid[stretch] = parse_stretch(raw, starts[stretch], stops[stretch])
    return codes, valid


def parse_stretch(raw: NDArray[np.uint8], starts: Ints, stops: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Read the lines that hold group codes as whole numbers of up to four digits, blanks around them allowed."""
    last = stops - 1
    for _ in range(8):
        blank = (last >= starts) & _is_blank(raw[np.maximum(last, 0)])
        if not blank.any():
            break
        last = last - blank
    codes = np.zeros(len(starts), dtype=np.int32)
    digits = np.zeros(len(starts), dtype=np.int8)
    going = last >= starts
    for place in (1, 10, 100, 1000):
        byte = raw[np.maximum(last, 0)].astype(np.int32) - 48
        going = going & (byte >= 0) & (byte <= 9) & (last >= starts)
        codes += np.where(going, byte * place, 0)
        digits += going
        last = last - going
    before = raw[np.maximum(last, 0)]
    clean = (last < starts) | _is_blank(before) | (before == 45)
    return codes, (digits > 0) & clean


def _is_blank(bytes_: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((bytes_ == 32) | (bytes_ == 9))


def find_end(data: bytes, codes: Ints, starts: Ints, stops: Ints) -> int:
    """Return the index behind the first EOF tag, or the number of tags if there is none."""
    records = np.flatnonzero(codes == 0)
    first = np.frombuffer(data, dtype=np.uint8)[np.minimum(starts[records], len(data) - 1)] if len(records) else records
    short = records[(first == ord("E")) | (first == ord(" "))]  # spares looking at most records
    for index in short.tolist():
        if data[starts[index] : stops[index]].strip() == b"EOF":
            return int(index) + 1
    return len(codes)


# Sizes in bytes of the values of binary DXF, by group code. Source: DXF reference, group code value types.
_DOUBLES: Final = ((10, 60), (110, 150), (210, 240), (460, 470), (1010, 1060))
_SHORTS: Final = ((60, 80), (170, 180), (270, 290), (370, 390), (400, 410), (1060, 1071))
_LONGS: Final = ((90, 100), (420, 430), (440, 460), (1071, 1072))
_QUADS: Final = ((160, 170),)
_BOOLS: Final = ((290, 300),)
_CHUNKS: Final = ((310, 320), (1004, 1005))


def value_formats() -> dict[int, str]:
    """Return the struct format of each numeric group code; "chunk" for length-prefixed bytes."""
    table = ((_DOUBLES, "<d"), (_SHORTS, "<h"), (_LONGS, "<i"), (_QUADS, "<q"), (_BOOLS, "<b"), (_CHUNKS, "chunk"))
    return {code: form for ranges, form in table for low, high in ranges for code in range(low, high)}


def split_binary(data: bytes) -> Tags:
    """Split a binary DXF file; R12 files have one-byte group codes, later ones two-byte codes."""
    start = len(BINARY_MARK)
    wide = data[start : start + 2] == b"\0\0"
    formats = value_formats()
    tags: list[tuple[int, int, int, int]] = []
    numbers: dict[int, float] = {}
    position, fault = start, -1
    while position < len(data):
        head = position
        try:
            code, position = read_code(data, position, wide)
            begin, stop, position, number = read_value(data, position, formats.get(code, ""))
        except (struct.error, ValueError, IndexError):
            fault = len(tags)
            break
        if number is not None:
            numbers[len(tags)] = number
        tags.append((code, head, begin, stop))
        if code == 0 and data[begin:stop] == b"EOF":
            break
    table = np.array(tags, dtype=np.int64).reshape(-1, 4)
    return Tags(data, table[:, 0], table[:, 1], table[:, 2], table[:, 3], fault, numbers)


def read_code(data: bytes, position: int, wide: bool) -> tuple[int, int]:
    """Read a binary group code; return it and where its value begins."""
    if wide or data[position] == 255:
        begin = position if wide else position + 1
        return struct.unpack_from("<H", data, begin)[0], begin + 2
    return data[position], position + 1


def read_value(data: bytes, position: int, form: str) -> tuple[int, int, int, float | None]:
    """Return a value's first byte, the byte behind it, where the next tag begins, and the number it is, if one."""
    if form == "chunk":
        stop = position + 1 + data[position]
        if stop > len(data):
            raise ValueError("cut")
        return position + 1, stop, stop, None
    if form:
        (number,) = struct.unpack_from(form, data, position)
        stop = position + struct.calcsize(form)
        return position, stop, stop, float(number)
    stop = data.index(b"\0", position)
    return position, stop, stop + 1, None
