"""A copy of a drawing that keeps its fault and drops its names and places, to be shown to somebody who may not see it.

The file is taken apart tag by tag, never read as a drawing: what breaks a reader is copied as it stands.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from campusmap.errors import InputError
from campusmap.export.scrub_points import Shift, Tag, Vector, choose_shift, find_normal
from campusmap.export.scrub_words import Words
from campusmap.ingest.dxf_tags import BINARY_MARK, normalise_lines, split_tags

# Where the least coordinates come to lie, plus a fraction from the file's digest: 1,000 units, so that no coordinate
# stays what it was. Tool default.
_OFFSET: Final = 1000.0
_UP: Final[Vector] = (0.0, 0.0, 1.0)
_NAMES: Final = frozenset({2, 6, 7, 8, 410, 1001, 1003})
_MORE_NAMES: Final = frozenset(
    {("DICTIONARY", 3), ("ACDBDICTIONARYWDFLT", 3), ("BLOCK", 3), ("LAYOUT", 1), ("MATERIAL", 1), ("ATTRIB", 3)}
)
_TEXTS: Final = frozenset({1, 3, 4, 300, 301, 302, 303, 304, 305, 306, 307, 308, 309, 1000, 1002})
_CHUNKS: Final = frozenset({310, 311, 312, 313, 314, 315, 316, 317, 318, 319, 1004})
_LON_LAT: Final = frozenset({11, 21, 31, 14, 24, 34})  # of GEODATA
_STAMPS: Final = re.compile(rb"\$TD|\$USERTIMER|\$FINGERPRINT|\$VERSIONGUID|\$LATITUDE|\$LONGITUDE")
_STRUCTURE: Final = re.compile(rb"(?:[$*]|3D)?[A-Z][A-Z0-9_]{0,40}|AcDb\w*|AcRx\w*|\{ACAD\w*|\{BLKREFS|\}")
_HANDLES: Final = frozenset({-2, -1, 5, 105, 1005, *range(320, 370), *range(390, 400), 480, 481})


@dataclass(frozen=True, slots=True)
class Record:
    """The tags from one that begins something to the next; ``kind`` says what, ``section`` where."""

    kind: str
    section: str
    tags: Sequence[Tag]


def scrub_dxf(data: bytes, name: str) -> bytes:
    """Return the copy of a DXF file's bytes; raise InputError for a file that is none by its first bytes."""
    if data.startswith((b"AC10", b"AC1.", b"MC0.0")):
        raise InputError(name, "is a DWG drawing, whose bytes cannot be told apart", "save it as DXF first")
    digest = hashlib.sha256(data).digest()
    words, offset = Words(digest), _OFFSET + digest[0] / 256
    if data.startswith(BINARY_MARK):
        return _scrub_binary(data, words, offset)
    if b"\0" in data[:4096]:
        raise InputError(name, "is no DXF drawing", "give a DXF file, text or binary")
    return _scrub_ascii(data, words, offset)


def _scrub_ascii(data: bytes, words: Words, offset: float) -> bytes:
    if re.search(rb"\r(?!\n)", data):  # lines that end as on old Macs, as the reader takes them
        data = normalise_lines(data)
    lines = data.split(b"\n")
    heads: list[bytes] = []
    tags: list[Tag] = []
    for at in range(0, len(lines) - 1, 2):
        code = _read_code(lines[at])
        if code is None:
            break
        heads.append(lines[at])
        tags.append((code, lines[at + 1]))
    rest = lines[2 * len(tags) :]
    out: list[bytes] = []
    for head, (code, _), new in zip(heads, tags, _scrub_tags(tags, words, offset), strict=True):
        if code != 999:
            out += [head, new]
    return b"\n".join([*out, *(_scrub_line(line, words) for line in rest)])


def _read_code(line: bytes) -> int | None:
    try:
        return int(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return None


def _scrub_line(line: bytes, words: Words) -> bytes:
    """Scrub a line behind the point where tags can be told apart: short codes and structure stay."""
    bare = line.strip()
    if _STRUCTURE.fullmatch(bare) or (len(bare) < 4 and _read_code(bare) is not None):
        return line
    return words.scrub_text(line)


def _scrub_binary(data: bytes, words: Words, offset: float) -> bytes:
    """Scrub in place: texts keep their length, numbers their eight bytes; what is behind a fault is blanked."""
    split = split_tags(data)
    spans = [(int(code), int(a), int(b)) for code, a, b in zip(split.codes, split.starts, split.stops, strict=True)]
    numbers = split.numbers or {}
    tags = [(code, split.text(at) if at in numbers else data[a:b]) for at, (code, a, b) in enumerate(spans)]
    out = bytearray(data)
    for at, ((code, a, b), new) in enumerate(zip(spans, _scrub_tags(tags, words, offset), strict=True)):
        if at in numbers and b - a == 8:
            out[a:b] = struct.pack("<d", float(new))
        elif at not in numbers:
            out[a:b] = b" " * (b - a) if code == 999 else bytes(b - a) if code in _CHUNKS else new
    if split.fault >= 0:
        last = spans[-1][2] if spans else len(BINARY_MARK)
        out[last:] = bytes(len(data) - last)
    return bytes(out)


def _scrub_tags(tags: Sequence[Tag], words: Words, offset: float) -> Iterator[bytes]:
    """Yield the new value of each tag, in order."""
    records = list(_list_records(tags))
    shift = choose_shift(((record.kind, record.tags) for record in records if record.section == "ENTITIES"), offset)
    normal = _UP
    for record in records:
        own = find_normal(record.tags)
        normal = (own or _UP) if record.kind != "VERTEX" else normal  # a polyline's vertices lie in its plane
        yield from _scrub_record(record, words, shift, normal)


def _list_records(tags: Sequence[Tag]) -> Iterator[Record]:
    section, start = "", 0
    for stop in range(1, len(tags) + 1):
        if stop < len(tags) and tags[stop][0] != 0:
            continue
        kind = _plain(tags[start][1]) if tags[start][0] == 0 else ""
        if kind == "SECTION":
            section = next((_plain(value) for code, value in tags[start:stop] if code == 2), "")
            kind = "HEADER" if section == "HEADER" else kind
        yield Record(kind, section, tags[start:stop])
        start = stop


def _plain(value: bytes) -> str:
    return value.strip().decode("ascii", "replace").upper()


def _scrub_record(record: Record, words: Words, shift: Shift, normal: Vector) -> Iterator[bytes]:
    moved = dict(shift.move(record.kind, record.tags, normal))
    variable = b""
    for at, (code, value) in enumerate(record.tags):
        variable = value.strip() if code == 9 else variable
        if at in moved and not (record.kind == "GEODATA" and code in _LON_LAT):
            yield _like(value, moved[at])
        else:
            yield _scrub_value(record, code, value, variable, words)


def _scrub_value(record: Record, code: int, value: bytes, variable: bytes, words: Words) -> bytes:
    if _is_structure(record, code, value, variable):
        return value
    end = b"\r" if value.endswith(b"\r") else b""
    bare = value.removesuffix(b"\r")
    if _is_hidden_number(record, code, variable):
        return b"0.0" + end
    if code in _CHUNKS:
        return b"0" * len(bare.strip()) + end
    if code in _NAMES or (record.kind, code) in _MORE_NAMES:
        return words.scrub_name(bare) + end
    return value if code not in _TEXTS and _is_plain(code, bare.strip()) else words.scrub_text(bare) + end


def _is_plain(code: int, value: bytes) -> bool:
    """Tell whether a value that should be no text is none: a number, a handle, a word of the format."""
    if code in {0, 9, 100, 102}:
        return _STRUCTURE.fullmatch(value) is not None
    try:
        float(value)
    except ValueError:
        return re.fullmatch(rb"[0-9A-Fa-f]{0,16}", value) is not None and (code in _HANDLES or not value)
    return True


def _is_structure(record: Record, code: int, value: bytes, variable: bytes) -> bool:
    """Tell whether a tag holds the file together, so that its text is nobody's."""
    if record.kind in {"SECTION", "TABLE", "CLASS", "HEADER"} and code == 2 and len(value.strip()) <= 40:
        return record.kind != "HEADER" or not variable
    if record.kind == "CLASS" and code == 1:
        return True
    if (300 <= code < 310 and re.fullmatch(rb"[A-Z_]*[{}]", value.strip())) or value.strip().startswith(b"ACAD_"):
        return True  # the parts of a leader, the columns of a text
    return variable in {b"$ACADVER", b"$DWGCODEPAGE", b"$MEASUREMENT"} and code in {1, 3}


def _is_hidden_number(record: Record, code: int, variable: bytes) -> bool:
    """Tell whether a number says when or where the drawing was made."""
    if record.kind == "HEADER":
        return code == 40 and _STAMPS.match(variable) is not None
    if record.kind == "GEODATA":
        return code in _LON_LAT
    return 1040 <= code <= 1042


def _like(value: bytes, number: float) -> bytes:
    """Write a number with as many decimals as the one that it stands for."""
    end = b"\r" if value.endswith(b"\r") else b""
    digits = value.strip()
    if b"e" in digits.lower():
        return repr(number).encode() + end
    decimals = len(digits.partition(b".")[2])
    return (b"%.*f" % (decimals, number) if decimals else b"%d" % round(number)) + end
