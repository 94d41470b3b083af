"""People's spreadsheets as read: every cell is text, every row keeps its place."""

from __future__ import annotations

from dataclasses import dataclass

from campusmap.model.source import Notice, Ref


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells by column name (lower case, trimmed), and where it stands."""

    cells: dict[str, str]
    ref: Ref

    def get(self, column: str) -> str:
        """Return a cell's text, "" when the column is absent or blank."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Tables:
    """The six tables of a campus folder."""

    rooms: tuple[Row, ...] = ()
    openings: tuple[Row, ...] = ()
    markers: tuple[Row, ...] = ()
    survey: tuple[Row, ...] = ()
    contacts: tuple[Row, ...] = ()
    recipients: tuple[Row, ...] = ()
    present: frozenset[str] = frozenset()  # names of the tables that exist
    notices: tuple[Notice, ...] = ()
