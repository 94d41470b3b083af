"""The list sheets: every room, all equipment, whom to call, what the symbols mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from campusmap.carto.directory import Directory
from campusmap.carto.paper import Box, Paper
from campusmap.carto.plans import judge_sheet
from campusmap.carto.sheet import Cell, Sheet, Table, Words
from campusmap.carto.tabular import CELL_PAD_PT, Column, Form, Row, break_table, table_height
from campusmap.carto.typeface import text_width

NONE_MARK: Final = "\u2013"
NONE_HERE: Final = "NONE HERE"  # begins the notes on what was looked for and is not there
_DROP: Final = 4.0  # from the body's top to a table
COLUMN_GAP: Final = 16.0  # between two columns of a table
_NUMBER_PT: Final = 100.0  # of a column of room numbers, most


def fit_numbers(column: Column, numbers: Iterable[str], size_pt: float) -> Column:
    """Widen a column of room numbers, within bounds, until the longest stands on one line."""
    wide = max((text_width(text, size_pt, bold=True) for text in numbers), default=0.0) + 2 * CELL_PAD_PT + 0.1
    return replace(column, width=max(column.width, min(wide, _NUMBER_PT)))


def list_columns(paper: Paper, columns: int) -> tuple[Box, ...]:
    """Return the places of a table set in columns."""
    left, top, right, bottom = paper.body
    wide = (right - left - (columns - 1) * COLUMN_GAP) / columns
    starts = [left + n * (wide + COLUMN_GAP) for n in range(columns)]
    return tuple((start, top + _DROP, start + wide, bottom) for start in starts)


def widen(form: Form, width: float, grows: int) -> Form:
    """Give what is left of a place's width, or lacks, to one column."""
    columns = list(form.columns)
    spare = width - sum(column.width for column in columns)
    columns[grows] = replace(columns[grows], width=columns[grows].width + spare)
    return replace(form, columns=tuple(columns))


def leave_blank_out(form: Form, rows: Sequence[Row], column: int, grows: int) -> tuple[Form, list[Row]]:
    """Leave a column out in which no row says anything, and give its width to another; return the form and the rows."""
    if any(len(row) > column and row[column] not in ("", NONE_MARK) for row in rows):
        return form, list(rows)
    width = sum(each.width for each in form.columns)
    kept = replace(form, columns=form.columns[:column] + form.columns[column + 1 :])
    return widen(kept, width, grows - (grows > column)), [_leave_out(row, column) for row in rows]


def _leave_out(row: Row, column: int) -> Row:
    """Return a row without a column; a heading, which is one cell, goes over the others."""
    if len(row) == 1 and isinstance(row[0], Cell):
        return (replace(row[0], span=row[0].span - 1),)
    return (*row[:column], *row[column + 1 :])


_CONTACTS: Final = Form(
    (
        Column("Role", 160.0, bold=True),
        Column("Name", 160.0),
        Column("Organisation", 190.0),
        Column("Phone", 120.0, bold=True),
        Column("Radio", 110.0),
    ),
    9.0,
    "Whom to call",
)
_RECIPIENTS: Final = Form(
    (
        Column("Agency", 230.0, bold=True),
        Column("Role", 200.0),
        Column("Copy", 90.0),
        Column("Delivered on", 120.0),
        Column("Edition", 100.0),
    ),
    9.0,
    "Who has this packet",
)


def _lacking(what: str, columns: int) -> Row:
    return (Cell(f"Not supplied: list {what}.", span=columns),)


def contact_sheets(directory: Directory) -> list[Sheet]:
    """List whom to call and who holds a copy."""
    campus = directory.campus
    calls: list[Row] = [(c.role, c.name, c.organisation, c.phone, c.radio) for c in campus.contacts]
    holders: list[Row] = [(r.agency, r.role, r.copy, r.delivered_on, r.edition) for r in campus.recipients]
    [(left, top, right, bottom)] = list_columns(directory.paper, 1)
    box: Box = (left, top + 14.0, right, bottom)
    calls = calls or [_lacking("whom to call in contacts.csv", 5)]
    pages = break_table(calls, widen(_CONTACTS, right - left, 2), (box,))
    heads = [[Words("Whom to call", left, top + 8.0, 10.0, True)] for _ in pages]
    used = max(table.y + table_height(table) for table in pages[-1]) + 30.0
    below: Box = (left, used, right, bottom)
    form = widen(_RECIPIENTS, right - left, 0)
    for column in (4, 3):  # edition, day
        form, holders = leave_blank_out(form, holders, column, 0)
    holders = holders or [_lacking("who has a copy in recipients.csv", len(form.columns))]
    more = break_table(holders, form, (below,), (box,))
    heads[-1].append(Words("Who has a copy", left, used - 6.0, 10.0, True))
    pages[-1] += more[0]
    pages += more[1:]
    heads += [[Words("Who has a copy", left, top + 8.0, 10.0, True)] for _ in more[1:]]
    return list_sheets(directory, pages, "CONTACTS", "Contacts", "whom to call, and who has a copy", heads)


def list_sheets(
    directory: Directory,
    pages: list[list[Table]],
    code: str,
    title: str,
    subtitle: str,
    heads: list[list[Words]] | None = None,
) -> list[Sheet]:
    """Make a sheet of each page of a list."""
    sheets = []
    for n, tables in enumerate(pages, 1):
        name = f"part {n} of {len(pages)}" if len(pages) > 1 else title
        sheet = Sheet(
            f"{code}-{n}" if len(pages) > 1 else code, title, name,
            directory.campus.id, words=tuple(heads[n - 1]) if heads else (), tables=tuple(tables), subtitle=subtitle,
            paper=directory.paper,
        )  # fmt: skip
        sheets.append(judge_sheet(sheet))
    return sheets
