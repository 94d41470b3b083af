"""Planned numbers into a table that people keep as CSV: nothing else in it changes, not a byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from campusmap.errors import InputError
from campusmap.ingest.tables import clean_cell, fold_header
from campusmap.ingest.tables_csv import choose_separator, decode_csv

# A field as csv.reader reads it, quoted or bare.
_BARE: Final = r"(?!\")[^{sep}\r\n]*"
_QUOTED: Final = r'"(?:[^"]|"")*"[^{sep}\r\n]*'
_LINE_END: Final = r"\r\n|\r|\n|\Z"


@dataclass(frozen=True, slots=True)
class Edit:
    """Cells to be written by column, into a row as a spreadsheet counts it (from 1), or into a new one (None)."""

    row: int | None
    cells: Mapping[str, str]


@dataclass(slots=True)
class _Record:
    fields: list[str]  # as written, quotation marks included
    end: str


def plan_csv(content: bytes, name: str, edits: Sequence[Edit]) -> bytes:
    """Return a table's bytes with the edits made, in its own encoding, separator and line ends; raise InputError.

    Columns that are missing are added at the end; rows without an edit stay byte for byte as they are.
    """
    text, encoding = decode_csv(content, name)
    body, separator = choose_separator(text)
    records = _split_records(body, separator, name)
    head = next((n for n, record in enumerate(records) if any(map(_read_cell, record.fields))), None)
    if head is None:
        raise InputError(name, "is empty", "give it a first row of columns")
    line_end = records[head].end or "\r\n"
    header = [fold_header(_read_cell(field)) for field in records[head].fields]
    for column in dict.fromkeys(column for edit in edits for column in edit.cells):
        if column not in header:
            header.append(column)
            records[head].fields.append(column)
    for edit in edits:
        record = _Record([], line_end) if edit.row is None else records[edit.row - 1]
        _write_cells(record, header, edit.cells, separator)
        if edit.row is None:
            _append(records, record, line_end)
    written = "".join(separator.join(record.fields) + record.end for record in records)
    return _encode(text[: len(text) - len(body)] + written, content, encoding, name)


def new_csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return a new table as UTF-8 with a byte order mark and CRLF, as Excel opens it right."""
    lines = [",".join(_quote(row.get(column, ""), ",") for column in columns) for row in rows]
    return "".join(f"{line}\r\n" for line in (",".join(columns), *lines)).encode("utf-8-sig")


def _split_records(text: str, separator: str, name: str) -> list[_Record]:
    """Split a text into records and raw fields, as csv.reader splits it into cells."""
    sep = re.escape(separator)
    field = re.compile(f"(?:{_QUOTED}|{_BARE})".replace("{sep}", sep))
    end = re.compile(f"({sep})|({_LINE_END})")
    records: list[_Record] = []
    fields: list[str] = []
    at = 0
    while at < len(text) or fields:
        found = field.match(text, at)
        stop = end.match(text, found.end()) if found else None
        if found is None or stop is None:
            raise InputError(
                name, "cannot be read", "look for a quotation mark that is not closed", f"row {len(records) + 1}"
            )
        fields.append(found[0])
        at = stop.end()
        if stop[1] is None:
            records.append(_Record(fields, stop[2]))
            fields = []
    return records


def _read_cell(field: str) -> str:
    quoted = re.match(r'"((?:[^"]|"")*)"', field)
    return clean_cell(quoted[1].replace('""', '"') if quoted else field)


def _write_cells(record: _Record, header: list[str], cells: Mapping[str, str], separator: str) -> None:
    for column, value in cells.items():
        at = header.index(column)
        record.fields += [""] * (at + 1 - len(record.fields))
        if _read_cell(record.fields[at]) != value:
            record.fields[at] = _quote(value, separator)


def _quote(value: str, separator: str) -> str:
    needs = any(mark in value for mark in (separator, '"', "\n", "\r"))
    return '"' + value.replace('"', '""') + '"' if needs else value


def _append(records: list[_Record], record: _Record, line_end: str) -> None:
    """Put a row after the last one that holds anything."""
    last = max(n for n, each in enumerate(records) if any(map(_read_cell, each.fields)))
    if not records[last].end:
        records[last].end, record.end = line_end, ""
    records.insert(last + 1, record)


def _encode(text: str, content: bytes, encoding: str, name: str) -> bytes:
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    mark = next((mark for mark in marks if content.startswith(mark)), b"")
    plain = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, encoding)
    try:
        return mark + text.encode("utf-8" if plain == "utf-8-sig" else plain)
    except UnicodeEncodeError as error:
        fix = "save it as CSV UTF-8 and run this again"
        raise InputError(
            name, f"is in {encoding}, which lacks the letter {error.object[error.start]!r}", fix
        ) from error
