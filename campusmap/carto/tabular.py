"""Tables broken into pages: every line measured, so that the number of sheets is known before anything is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from campusmap.carto.paper import Box
from campusmap.carto.sheet import Cell, Table
from campusmap.carto.typeface import break_lines, fit_line

CELL_PAD_PT: Final = 3.0  # blank left and right of a cell's text
ROW_PAD_PT: Final = 3.4  # blank above and below, together


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and width in points."""

    head: str
    width: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is set."""

    columns: tuple[Column, ...]
    size_pt: float = 7.5
    alt: str = ""
    most_lines: int = 4  # a longer text ends in an ellipsis here; the kit's tables hold it whole

    @property
    def pitch_pt(self) -> float:
        """Return the distance from line to line."""
        return round(self.size_pt * 1.18, 2)

    @property
    def head_height(self) -> float:
        """Return the height of the heading row."""
        return round(self.size_pt + 7.0, 2)


Row = Sequence[str | Cell]
SetRow = tuple[tuple[Cell, ...], float]  # a row's cells, its height


def set_row(row: Row, form: Form) -> SetRow:
    """Break a row's texts into lines; return its cells and its height."""
    cells: list[Cell] = []
    pitch, column = form.pitch_pt, 0
    height = pitch
    for raw in row:
        cell = raw if isinstance(raw, Cell) else Cell(raw, form.columns[column].bold)
        across = form.columns[column : column + cell.span]
        room = across[0].width if len(across) == 1 else sum(each.width for each in across)
        width = room - 2 * CELL_PAD_PT - cell.indent
        lines = break_lines(cell.text, width, form.size_pt, bold=cell.bold, most=form.most_lines)
        cells.append(Cell("\n".join(lines), cell.bold, cell.span, cell.indent))
        height = max(height, len(lines) * pitch)
        column += cell.span
    return tuple(cells), round(height + ROW_PAD_PT, 2)


def break_table(rows: Sequence[Row], form: Form, boxes: Sequence[Box], more: Sequence[Box] = ()) -> list[list[Table]]:
    """Fill places with a table, one after another; return the tables of each page.

    ``boxes`` are the places on the first page, ``more`` those on each later one (the same if not given). A row of
    one cell over all columns is a heading: it is not left alone at a column's foot, and said again over what goes on.
    """
    set_rows = [set_row(row, form) for row in rows]
    pages: list[list[Table]] = []
    start = 0
    while start < len(set_rows) or not pages:
        places = boxes if not pages or not more else more
        page: list[Table] = []
        for place in places:
            again = _say_again(set_rows, start, form)
            room = place[3] - place[1] - form.head_height - sum(height for _, height in again)
            stop = _fill(set_rows, start, room, form)
            if stop > start:
                page.append(_to_table([*again, *set_rows[start:stop]], form, place))
            start = stop
        pages.append(page)
    return pages


def _say_again(rows: list[SetRow], start: int, form: Form) -> list[SetRow]:
    """Return the heading over the row at ``start`` once more, where that row goes on under one from a place before."""
    heads = [cells[0] for cells, _ in rows[: start + 1] if len(cells) == 1 < len(form.columns) and cells[0].bold]
    if not heads or start >= len(rows) or len(rows[start][0]) == 1:
        return []
    text = heads[-1].text.replace("\n", " ")
    more = ", CONTINUED" if text.isupper() else ", continued"
    return [set_row((replace(heads[-1], text=text + more),), form)] if start else []


def _fill(rows: list[SetRow], start: int, room: float, form: Form) -> int:
    stop = start
    while stop < len(rows) and rows[stop][1] <= room:
        room -= rows[stop][1]
        stop += 1
    while start + 1 < stop < len(rows) and len(rows[stop - 1][0]) == 1 < len(form.columns):
        stop -= 1
    return max(stop, start + 1) if start < len(rows) else stop


def _to_table(rows: list[SetRow], form: Form, place: Box) -> Table:
    heads = tuple(fit_line(c.head, c.width - 2 * CELL_PAD_PT, form.size_pt - 1.0, bold=True) for c in form.columns)
    return Table(
        place[0], place[1], tuple(c.width for c in form.columns), heads, tuple(cells for cells, _ in rows),
        tuple(height for _, height in rows), form.size_pt, form.pitch_pt, form.head_height, form.alt,
    )  # fmt: skip


def table_height(table: Table) -> float:
    """Return the height of a table in points."""
    return table.head_height + sum(table.heights)
