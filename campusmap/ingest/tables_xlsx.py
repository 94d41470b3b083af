"""XLSX workbooks, sized before they are opened."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.ingest.packed import size_problem
from campusmap.ingest.tables_grid import MAX_BYTES, Grid
from campusmap.units import count_of

_HEIGHT: Final = 1_048_576  # the last row of Excel: the library would fill the gap to any row that a file names
_WIDTH: Final = 201  # one column more than a table may have, to see that it has more
_SAVE_AGAIN: Final = "open it, save it as .xlsx and try again"


def read_xlsx(path: Path) -> Grid:
    """Read the sheet that bears the table's name, else the first; raise InputError.

    Numbers come as Excel shows them (101, not 101.0; 0101 where the cell's format pads), dates in ISO form.
    """
    _check_package(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which no table needs
            return _read(path)
    except InputError:
        raise
    except Exception as error:  # the library lets a dozen types through, from KeyError to zlib.error
        raise InputError(path.name, "is damaged and cannot be read", _SAVE_AGAIN, code="table.damaged") from error


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        problem = "is no .xlsx workbook (an old .xls, protected by a password, or damaged)"
        raise InputError(path.name, problem, "save it without a password as .xlsx", code="table.not_xlsx") from error
    if problem := size_problem(parts, MAX_BYTES):
        raise InputError(path.name, problem, "copy the table into a new workbook", code="table.too_large")


def _read(path: Path) -> Grid:
    from openpyxl import load_workbook  # lazy: most campuses have no workbook

    with path.open("rb") as file:  # the library leaves a damaged one open
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = choose_sheet(book, path)
        rows = tuple((number, [_to_text(cell) for cell in cells]) for number, cells in _filled(sheet))
        others = [name for name in book.sheetnames if name != sheet.title]
        book.close()
    return Grid(rows, _sheet_notices(sheet.title, others) + _formula_notices(path, sheet.title))


def choose_sheet(book: Any, path: Path) -> Any:
    """Return the sheet that bears the table's name, else the first; raise InputError for a book without any."""
    named = [name for name in book.sheetnames if name.strip().casefold() == path.stem.casefold()]
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets:
        raise InputError(path.name, "has no worksheet", _SAVE_AGAIN, code="table.no_sheet")
    return sheets[named[0]] if named and named[0] in sheets else book.worksheets[0]


def _filled(sheet: Any) -> Iterator[tuple[int, Any]]:
    """Yield the rows that hold anything, with their numbers."""
    blank: Any = None
    for number, cells in enumerate(sheet.iter_rows(max_row=_HEIGHT, max_col=_WIDTH), 1):
        if cells is blank:  # the library repeats one and the same row to fill a gap, which may be a million long
            continue
        if any(cell.value is not None for cell in cells):
            yield number, cells
        else:
            blank = cells


def _sheet_notices(used: str, others: list[str]) -> tuple[tuple[str, str], ...]:
    if not others:
        return ()
    return (("table.sheets", f'only the sheet "{used}" was read, not {", ".join(others)}'),)


def _formula_notices(path: Path, title: str) -> tuple[tuple[str, str], ...]:
    """Tell of formulas that were never calculated, whose cells read as blank."""
    blank = _blank_formulas(path, title) if _has_formulas(path) else []
    if not blank:
        return ()
    empty = count_of(len(blank), "formula")
    text = f"{empty} without a result, read as blank, the first in {blank[0]}; open and save in Excel"
    return (("table.formula", text),)


def _has_formulas(path: Path) -> bool:
    """Look for a formula's tag before paying for a second and third reading."""
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(rb"<(\w+:)?f[ >/]", package.read(name)) for name in sheets)


def _blank_formulas(path: Path, title: str) -> list[str]:
    from openpyxl import load_workbook

    books = [load_workbook(path, read_only=True, data_only=only, keep_links=False) for only in (False, True)]
    try:
        written, shown = (_cells_by_place(book[title]) for book in books)
    finally:
        for book in books:
            book.close()
    return [place for place, cell in written.items() if cell.data_type == "f" and place not in shown]


def _cells_by_place(sheet: Any) -> dict[str, Any]:
    return {cell.coordinate: cell for _, cells in _filled(sheet) for cell in cells if cell.value is not None}


def _to_text(cell: Any) -> str:
    """Return a cell as a person sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_to_text(value, cell.number_format or "")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _number_to_text(value: float, number_format: str) -> str:
    """Write a number with Excel's 15 digits, padded when its format is a row of zeros."""
    text = str(value) if isinstance(value, int) else f"{value:.15g}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        text = str(int(value))
    padded = re.fullmatch(r"0+", number_format)
    return text.zfill(len(number_format)) if padded and text.isdigit() else text
