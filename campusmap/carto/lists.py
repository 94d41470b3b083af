"""The list sheets: every room, all equipment, whom to call, what the symbols mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from campusmap.carto.directory import Directory, natural_key
from campusmap.carto.paper import Box, Paper
from campusmap.carto.plans import judge_sheet
from campusmap.carto.sheet import Cell, Sheet, Table, Words
from campusmap.carto.symbols import find_symbol, load_symbols
from campusmap.carto.tabular import CELL_PAD_PT, Column, Form, Row, break_table, table_height
from campusmap.carto.typeface import text_width
from campusmap.model.places import Marker

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


_EQUIPMENT: Final = Form(
    (
        Column("Mark", 36.0, bold=True),
        Column("What", 112.0),
        Column("Label", 150.0),
        Column("Building", 42.0),
        Column("Floor", 70.0),
        Column("Room", 42.0),
        Column("Grid", 30.0, bold=True),
        Column("Notes", 226.0),
        Column("Sheet", 32.0),
    ),
    7.5,
    "Equipment and utilities",
)
GROUPS: Final = {
    "access": "Keys and access",
    "utilities": "Utility shut-offs",
    "fire": "Fire protection",
    "medical": "Medical",
    "hazards": "Hazards",
    "communications": "Communications",
    "rooms": "Rooms of note",
    "grounds": "Places on the grounds",
    "doors": "Doors",
}


def equipment_sheets(directory: Directory) -> list[Sheet]:
    """List equipment and shut-offs by family, with "none here" where somebody looked."""
    rows = list(equipment_rows(directory)) or [(Cell("No equipment was supplied.", span=9),)]
    [place] = list_columns(directory.paper, 1)
    pages = break_table(rows, widen(_EQUIPMENT, place[2] - place[0], 7), (place,))
    return list_sheets(directory, pages, "EQUIPMENT", "Equipment and utilities", "by family")


def equipment_rows(directory: Directory) -> Iterator[Row]:
    """Yield the equipment by family, each under a row of one cell that names it."""
    order = list(load_symbols())
    for group, title in GROUPS.items():
        markers = [m for m in directory.campus.markers if find_symbol(m.kind).group == group]
        if not markers:
            continue
        yield (Cell(title.upper(), bold=True, span=len(_EQUIPMENT.columns)),)
        for marker in sorted(markers, key=lambda m: (_rank(order, m.kind), natural_key(m.label), m.id)):
            yield _equipment_row(directory, marker)


def _rank(order: Sequence[str], kind: str) -> int:
    return order.index(kind) if kind in order else len(order)


def _equipment_row(directory: Directory, marker: Marker) -> Row:
    symbol = find_symbol(marker.kind)
    known = marker.kind in load_symbols()
    building, floor, room, cell = directory.place(marker)
    return (
        symbol.letters,
        symbol.title if known else marker.kind,
        marker.label,
        building,
        floor,
        room,
        cell,
        _marker_notes(marker),
        directory.sheets(marker.id, marker.floor or directory.campus.id),
    )


_QUIET: Final = ("room", "note", "notes", "located_by")  # said elsewhere in the row


def _marker_notes(marker: Marker) -> str:
    status = {"none": f"{NONE_HERE}: looked for, not there.", "planned": "PLANNED.", "removed": "REMOVED."}
    words = [status.get(marker.status, marker.status)]
    if marker.at is None and marker.status != "none":
        words.append("NOT PLACED on the map.")
    words += [value for key, value in sorted(marker.attributes.items()) if key in ("note", "notes")]
    facts = sorted((k, v) for k, v in marker.attributes.items() if v and k not in _QUIET)
    words.append("; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in facts))
    return " ".join(word for word in words if word)


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


def contact_sheets(directory: Directory) -> list[Sheet]:
    """List whom to call and who holds a copy."""
    campus = directory.campus
    calls: list[Row] = [(c.role, c.name, c.organisation, c.phone, c.radio) for c in campus.contacts]
    holders: list[Row] = [(r.agency, r.role, r.copy, r.delivered_on, r.edition) for r in campus.recipients]
    [(left, top, right, bottom)] = list_columns(directory.paper, 1)
    box: Box = (left, top + 14.0, right, bottom)
    pages = break_table(calls or [(Cell("Not supplied.", span=5),)], widen(_CONTACTS, right - left, 2), (box,))
    heads = [[Words("Whom to call", left, top + 8.0, 10.0, True)] for _ in pages]
    used = max(table.y + table_height(table) for table in pages[-1]) + 30.0
    below: Box = (left, used, right, bottom)
    form = widen(_RECIPIENTS, right - left, 0)
    more = break_table(holders or [(Cell("Not supplied.", span=5),)], form, (below,), (box,))
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
        name = f"{title} {n} of {len(pages)}" if len(pages) > 1 else title
        sheet = Sheet(
            f"{code}-{n}" if len(pages) > 1 else code, title, name,
            directory.campus.id, words=tuple(heads[n - 1]) if heads else (), tables=tuple(tables), subtitle=subtitle,
            paper=directory.paper,
        )  # fmt: skip
        sheets.append(judge_sheet(sheet))
    return sheets
