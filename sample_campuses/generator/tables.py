"""Write the people's tables: rooms, openings, markers, survey, contacts, recipients."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

COLUMNS = {
    "rooms": "building floor number posted_number posted_on name aliases use occupants lockable two_way panic "
    "suite notes",
    "openings": "building floor door number posted_number posted_on class lock locks_from_inside access_control "
    "covering glazing leaf_depth_in swing",
    "markers": "kind label building floor room door lon lat x y drawing status",
    "survey": "subject fact value who when plan_digest note",
    "contacts": "role name organisation phone radio",
    "recipients": "agency role copy delivered_on edition",
}

Row = dict[str, object]


def write_table(folder: Path, table: str, rows: Sequence[Row], encoding: str = "utf-8", comma: str = ",") -> None:
    """Write one table; columns that only some rows have follow the standard ones."""
    columns = COLUMNS[table].split()
    extra = sorted({key for row in rows for key in row} - set(columns))
    with (folder / f"{table}.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, [*columns, *extra], delimiter=comma, lineterminator="\r\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def read_rows(text: str, columns: str) -> list[Row]:
    """Read rows written one a line with | between the cells."""
    names = columns.split()
    lines = (line.split("|") for line in text.strip().splitlines() if line.strip())
    return [dict(zip(names, (cell.strip() for cell in line), strict=False)) for line in lines]


def with_common(rows: Iterable[Row], **common: object) -> list[Row]:
    """Return the rows with some cells added where they have none."""
    return [{**common, **row} for row in rows]
