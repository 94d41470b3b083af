"""People's spreadsheets: the six tables of a campus folder, as CSV or XLSX, every cell as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.ingest.characters import drop_unseen
from campusmap.ingest.tables_columns import find_misnamed
from campusmap.ingest.tables_csv import read_csv
from campusmap.ingest.tables_xlsx import read_xlsx
from campusmap.model.source import Notice, Ref
from campusmap.model.tables import Row, Tables
from campusmap.units import count_of

MAX_ROWS: Final = 50_000  # tool default; the largest campuses have some 5,000 rooms
MAX_COLUMNS: Final = 200

# The tables and the columns without which a row says nothing.
REQUIRED: Final = {
    "rooms": ("number",),
    "openings": ("door",),
    "markers": ("kind",),
    "survey": ("subject", "fact"),
    "contacts": ("role",),
    "recipients": ("agency",),
}
_NAMED_BY: Final = {"markers": "label", "contacts": "role", "recipients": "agency"}
_NO_RESULT: Final = re.compile(r"=.|#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$")
_READERS: Final = {".csv": read_csv, ".xlsx": read_xlsx}
_UNREADABLE: Final = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".numbers"})


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, and what is to be said of it."""

    rows: tuple[Row, ...]
    notices: tuple[Notice, ...]


def read_tables(folder: Path, reader: Callable[[Path, str], Table] | None = None) -> Tables:
    """Read the tables that a campus folder holds; raise InputError for one that cannot be used.

    ``reader`` reads one table as ``read_table`` does, perhaps in another process.
    """
    read = {name: (reader or read_table)(path, name) for name, path in find_tables(folder).items()}
    return Tables(
        **{name: table.rows for name, table in read.items()},
        present=frozenset(read),
        notices=tuple(notice for table in read.values() for notice in table.notices),
    )


def find_tables(folder: Path) -> dict[str, Path]:
    """Return the file of each table that is there, letter case aside, in the order of the documentation."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.stem.casefold() in REQUIRED and path.suffix.casefold() in {*_READERS, *_UNREADABLE}:
            found.setdefault(path.stem.casefold(), []).append(path)
    return {name: _only_file(found[name]) for name in REQUIRED if name in found}


def _only_file(paths: list[Path]) -> Path:
    unreadable = [path for path in paths if path.suffix.casefold() in _UNREADABLE]
    if unreadable:
        raise InputError(
            unreadable[0].name, "is a spreadsheet that is not read", "save it as .xlsx or .csv", code="table.format"
        )
    if len(paths) > 1:
        problem = f"is there twice, as {' and '.join(path.name for path in paths)}"
        raise InputError(paths[0].name, problem, "keep the one that is right and remove the other", code="table.twice")
    return paths[0]


def read_table(path: Path, table: str) -> Table:
    """Read one table ("rooms") from its file; raise InputError when it cannot be used."""
    grid = _READERS[path.suffix.casefold()](path)
    numbered = [(number, [clean_cell(cell) for cell in cells]) for number, cells in grid.rows]
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if not filled:
        fix = f"give it a first row of columns, at least: {', '.join(REQUIRED[table])}"
        raise InputError(path.name, "is empty", fix, code="table.empty")
    if len(filled) > MAX_ROWS:
        raise InputError(
            path.name, f"has more than {MAX_ROWS:,} rows", "remove what is no part of the table", code="table.too_large"
        )
    header = _read_header(filled[0][1], path.name, table)
    rows = tuple(_to_row(number, cells, header, path.name) for number, cells in filled[1:])
    said = [Notice(code, text, path.name) for code, text in grid.said]
    said += _repaired_cells(grid.rows, path.name)
    said += _without_result(filled, path.name)
    said += _rows_twice(rows, table, path.name)
    said += [_misnamed(path.name, filled[0][0], *pair) for pair in find_misnamed(table, header)]
    return Table(rows, (*said, *_stray_cells(filled[1:], header, path.name)))


def _read_header(cells: list[str], name: str, table: str) -> list[str]:
    header = [fold_header(cell) for cell in cells]
    if len(header) > MAX_COLUMNS and any(header[MAX_COLUMNS:]):
        raise InputError(
            name, f"has more than {MAX_COLUMNS} columns", "remove what is no part of the table", code="table.too_large"
        )
    repeated = sorted({column for column in header if column and header.count(column) > 1})
    if repeated:
        raise InputError(
            name, f'has the column "{repeated[0]}" twice', "rename or remove one of them", "row 1", code="table.column"
        )
    missing = [column for column in REQUIRED[table] if column not in header]
    if missing:
        close = get_close_matches(missing[0], [column for column in header if column], n=1, cutoff=0.5)
        hint = f' (is it "{close[0]}"?)' if close else ""
        raise InputError(
            name, f'has no column "{missing[0]}"', f"name the column so in the first row{hint}", code="table.column"
        )
    return header


def _misnamed(name: str, row: int, column: str, meant: str) -> Notice:
    text = f'the column "{column}" is not read, and there is none called "{meant}"'
    return Notice("table.column_misnamed", text, name, Ref(name, place=f"row {row}"))


def fold_header(cell: str) -> str:
    """Fold a column's name: lower case, blanks and hyphens to underscores."""
    return re.sub(r"[\s\-_]+", "_", cell.casefold()).strip("_")


def clean_cell(cell: str) -> str:
    """Trim a cell, compose its accents, drop control characters, and unwrap Excel's ="0101"."""
    kept = unicodedata.normalize("NFC", drop_unseen(_plain_ends(cell))).replace("\u00a0", " ")
    quoted = re.fullmatch(r'="([^"]*)"', kept.strip())
    return (quoted[1] if quoted else kept).strip()


def _plain_ends(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff")


def _repaired_cells(rows: Iterable[tuple[int, list[str]]], name: str) -> list[Notice]:
    """Tell of cells that held characters that cannot be seen."""
    odd = [number for number, cells in rows for cell in map(_plain_ends, cells) if drop_unseen(cell) != cell]
    if not odd:
        return []
    text = f"{count_of(len(odd), 'cell')} held characters that cannot be shown, the first in row {odd[0]}"
    return [Notice("table.text_repaired", text, name, Ref(name, place=f"row {odd[0]}"), count=len(odd))]


def _without_result(rows: Iterable[tuple[int, list[str]]], name: str) -> list[Notice]:
    """Tell of cells that hold a formula, or a spreadsheet's word for one that failed, where its result should be."""
    odd = [(number, cell) for number, cells in rows for cell in cells if _NO_RESULT.match(cell)]
    if not odd:
        return []
    number, cell = odd[0]
    text = f"{count_of(len(odd), 'cell')} with a formula and no result, read as written, the first "
    text += f"{cell[:40]!r} in row {number}"
    return [Notice("table.formula", text, name, Ref(name, place=f"row {number}"), count=len(odd))]


def _rows_twice(rows: Iterable[Row], table: str, name: str) -> Iterator[Notice]:
    """Tell of rows that are there twice, word for word, where each makes a thing of its own that has a name."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows if table in _NAMED_BY else ():
        earlier = first.setdefault(tuple(sorted(f"{column} {cell}" for column, cell in row.cells.items() if cell)), row)
        if earlier is not row and row.get(_NAMED_BY[table]):
            text = f'"{row.get(_NAMED_BY[table])[:60]}" is listed twice, in {earlier.ref.place} and {row.ref.place}'
            yield Notice("table.row_twice", text, name, row.ref)


def _to_row(number: int, cells: list[str], header: list[str], name: str) -> Row:
    named = {column: cell for column, cell in zip(header, cells, strict=False) if column}
    return Row(named, Ref(name, place=f"row {number}"))


def _stray_cells(rows: Iterable[tuple[int, list[str]]], header: list[str], name: str) -> tuple[Notice, ...]:
    """Tell of cells that stand under no column name."""
    named = [index for index, column in enumerate(header) if column]
    stray = [
        (number, cell) for number, cells in rows for index, cell in enumerate(cells) if cell and index not in named
    ]
    if not stray:
        return ()
    number, cell = stray[0]
    text = f'{len(stray)} cells stand under no column name and were not read, the first "{cell[:40]}" in row {number}'
    return (Notice("table.stray_cells", text, name, Ref(name, place=f"row {number}"), count=len(stray)),)
