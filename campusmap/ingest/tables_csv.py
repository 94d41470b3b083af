"""CSV as Excel and its kin save it: any of their encodings and separators."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.ingest.tables_grid import MAX_BYTES, Grid

MAX_LINES, MAX_CELLS = 1_048_576, 16_384  # what a sheet of Excel holds. Source: Excel specifications and limits
_SEPARATORS: Final = ",;\t|"
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls begin


def read_csv(path: Path) -> Grid:
    """Read a CSV: UTF-8, UTF-16 or Windows-1252; commas, semicolons, tabs or bars. Raises InputError."""
    text, said = _decode(_read_bytes(path), path.name)
    text, separator = choose_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > MAX_LINES or len(cells) > MAX_CELLS:
                problem = f"has more than {MAX_LINES:,} lines or {MAX_CELLS:,} columns"
                raise InputError(path.name, problem, "remove what is no part of the table", code="table.too_large")
            if any(cells):
                rows.append((number, cells))
    except csv.Error as error:
        fix = "look for a quotation mark that is not closed, or save the table again"
        raise InputError(path.name, f"cannot be read ({error})", fix, f"row {number + 1}", code="table.csv") from error
    return Grid(tuple(rows), said)


def _read_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise InputError(
            path.name, "cannot be opened", "close it in other programs and try again", code="table.unreadable"
        ) from error
    if size > MAX_BYTES:
        raise InputError(
            path.name, "is larger than 100 MB", "remove what is no part of the table", code="table.too_large"
        )
    return content


def _decode(content: bytes, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the text; Windows-1252 is a guess and said so."""
    text, encoding = decode_csv(content, name)
    guessed = "the table was read as Windows-1252; look whether its accents are right"
    return text, (("table.encoding", guessed),) if encoding == "cp1252" else ()


def decode_csv(content: bytes, name: str) -> tuple[str, str]:
    """Return a table's text without its byte order mark, and the encoding it is in; raise InputError."""
    if content.startswith(_WORKBOOKS):
        problem, fix = "is a workbook, though its name says CSV", "save it as CSV UTF-8, or as .xlsx under that name"
        raise InputError(name, problem, fix, code="table.format")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif content[1:2] == b"\x00" or content[:1] == b"\x00":
        encodings = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise InputError(name, "is in no encoding that is known", "save it as CSV UTF-8", code="table.no_encoding")


def choose_separator(text: str) -> tuple[str, str]:
    """Return the text without Excel's "sep=" line, and the separator: the commonest in the first row."""
    first, _, rest = text.lstrip("\r\n").partition("\n")
    if first.casefold().startswith("sep=") and first[4:5]:
        return rest, first[4]
    bare = "".join(first.split('"')[::2])
    return text, max(_SEPARATORS, key=lambda separator: (bare.count(separator), -_SEPARATORS.index(separator)))
