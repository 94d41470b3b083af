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
    """Cells to be written by column, into a row as a spreadsheet counts it (from 1), or into a new one (None).

    A new row stands at the end, or before the row ``above``; ``raw`` is its whole line where that is known. Cells None
    take the row away.
    """

    row: int | None
    cells: Mapping[str, str] | None
    above: int | None = None
    raw: str = ""


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
    for column in dict.fromkeys(column for edit in edits for column in edit.cells or {}):
        if column not in header:
            header.append(column)
            records[head].fields.append(column)
    _make_edits(records, header, edits, (separator, line_end, name))
    written = "".join(separator.join(record.fields) + record.end for record in records)
    return _encode(text[: len(text) - len(body)] + written, content, encoding, name)


def read_records(content: bytes, name: str) -> list[tuple[int, dict[str, str], str]]:
    """Return each row of a table that holds anything: its number, its cells by column, and its line as it stands."""
    body, separator = choose_separator(decode_csv(content, name)[0])
    filled = [(n, r) for n, r in enumerate(_split_records(body, separator, name), 1) if any(map(_read_cell, r.fields))]
    header = [fold_header(_read_cell(field)) for field in filled[0][1].fields] if filled else []
    return [(n, _name_cells(header, record.fields), separator.join(record.fields)) for n, record in filled[1:]]


def _name_cells(header: list[str], fields: list[str]) -> dict[str, str]:
    cells = zip(header, map(_read_cell, fields), strict=False)
    return {column: cell for column, cell in cells if column}


def _make_edits(records: list[_Record], header: list[str], edits: Sequence[Edit], form: tuple[str, str, str]) -> None:
    """Write cells, then take rows away and put new ones in, from the last to the first so that numbers stay right."""
    separator, line_end, name = form
    for edit in edits:
        if edit.row is not None and edit.cells is not None:
            _write_cells(records[edit.row - 1], header, edit.cells, separator)
    moves = [edit for edit in edits if edit.row is None or edit.cells is None]
    for edit in sorted(moves, key=lambda one: -(one.row or one.above or 0)):
        if edit.row is not None:
            _take_away(records, edit.row - 1)
        elif edit.above is not None and edit.above <= len(records) + 1:
            _insert(records, edit.above - 1, _new_record(edit, header, (separator, line_end, name)), line_end)
    for edit in moves:
        if edit.row is None and (edit.above is None or edit.above > len(records) + 1):
            _append(records, _new_record(edit, header, (separator, line_end, name)), line_end)


def _new_record(edit: Edit, header: list[str], form: tuple[str, str, str]) -> _Record:
    """Return a row's line as it was, where it says the same under today's columns, else one made of its cells."""
    separator, line_end, name = form
    cells = dict(edit.cells or {})
    old = _split_records(edit.raw, separator, name)[0].fields if edit.raw else []
    if old and {k: v for k, v in _name_cells(header, old).items() if v} == {k: v for k, v in cells.items() if v}:
        return _Record(old, line_end)
    record = _Record([], line_end)
    _write_cells(record, header, cells, separator)
    return record


def _take_away(records: list[_Record], at: int) -> None:
    """Take a row away; a last line without an end hands that on to the one before it."""
    if not records.pop(at).end and records:
        records[-1].end = ""


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
    if not record.fields:
        record.fields = [""]
    last = next(n for n in reversed(range(len(records))) if any(map(_read_cell, records[n].fields)))
    _insert(records, last + 1, record, line_end)


def _insert(records: list[_Record], at: int, record: _Record, line_end: str) -> None:
    """Put a row in; behind a last line without an end it becomes the one without."""
    if at and not records[at - 1].end:
        records[at - 1].end, record.end = line_end, ""
    records.insert(at, record)


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
