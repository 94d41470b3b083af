"""Planned numbers into a table that people keep as an XLSX workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.export.planned_csv import Edit
from campusmap.ingest.tables import clean_cell, fold_header
from campusmap.ingest.tables_xlsx import choose_sheet

# Parts of a workbook that the library would not write back.
_LOST: Final = (
    "xl/drawings/drawing",
    "xl/charts/",
    "xl/pivotTables/",
    "xl/vbaProject",
    "xl/slicers/",
    "xl/externalLinks/",
)


def plan_xlsx(path: Path, edits: Sequence[Edit]) -> bytes:
    """Return a workbook's bytes with the edits made in its table; raise InputError for one that would lose parts."""
    from openpyxl import load_workbook

    _refuse_losses(path)
    if any(edit.cells is None or edit.above for edit in edits):
        fix = "take it out in the spreadsheet program, or save the table as CSV UTF-8"
        raise InputError(path.name, "is a workbook, in which this program moves no rows", fix)
    book = load_workbook(path)
    sheet = choose_sheet(book, path)
    rows = [number for number, cells in enumerate(sheet.iter_rows(), 1) if any(c.value is not None for c in cells)]
    head = rows[0]
    columns = {fold_header(clean_cell(str(c.value))): c.column for c in sheet[head] if c.value is not None}
    for column in dict.fromkeys(column for edit in edits for column in edit.cells or {}):
        if column not in columns:
            columns[column] = max(columns.values()) + 1
            sheet.cell(head, columns[column], column)
    last = rows[-1]
    for edit in edits:
        last += edit.row is None
        _write_row(sheet, edit.row or last, columns, edit)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_row(sheet: Any, row: int, columns: dict[str, int], edit: Edit) -> None:
    for column, value in (edit.cells or {}).items():
        cell = sheet.cell(row, columns[column])
        cell.value = value or None
        if value:
            cell.number_format = "@"  # text, so that 0101 stays 0101


def _refuse_losses(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        lost = [name for name in package.namelist() if name.startswith(_LOST)]
    if lost:
        problem = "holds pictures, charts or links, which would be lost if it were written"
        raise InputError(path.name, problem, "copy the table into a workbook of its own, or save it as CSV UTF-8")
