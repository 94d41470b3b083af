"""Rows that people keep: changes made from what somebody saw are merged, row by row and cell by cell, with today's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from campusmap.errors import ConflictError, InputError
from campusmap.export.planned_csv import Edit, new_csv, plan_csv, read_records
from campusmap.export.planned_xlsx import plan_xlsx
from campusmap.ingest.tables import clean_cell, fold_header
from campusmap.ingest.tables_xlsx import read_xlsx
from campusmap.model.edit import Change, list_differences

# The columns that a new table gets; others follow as they are first filled in. Source: the list of tables in README.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "rooms": ("id", "building", "floor", "number", "posted_number", "posted_on", "name", "use"),
    "openings": ("building", "floor", "door", "number", "posted_number", "posted_on", "class", "lock", "glazing"),
    "markers": ("kind", "label", "building", "floor", "room", "door", "lon", "lat", "x", "y", "drawing", "status"),
    "survey": ("subject", "fact", "value", "who", "when", "plan_digest", "area_m2", "note"),
    "contacts": ("role", "name", "organisation", "phone", "radio"),
    "recipients": ("agency", "role", "copy", "delivered_on", "edition"),
}
# By which cells a row is known again after somebody changed others, the first that leave exactly one row.
_KEYS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "rooms": (("id",), ("building", "floor", "number")),
    "openings": (("building", "floor", "door"),),
    "markers": (("kind", "building", "floor", "room", "door", "lon", "lat", "x", "y"), ("kind", "label", "building")),
    "survey": (("subject", "fact", "who", "when"),),
    "contacts": (("role", "name"),),
    "recipients": (("agency", "role"),),
}
MAX_CELL: Final = 2000  # letters; tool default

Rows = list[tuple[int, dict[str, str], str]]


def merge_table(path: Path, content: bytes | None, changes: Sequence[Change]) -> tuple[bytes, tuple[Change, ...]]:
    """Return a table's bytes with changes made, and each change as it was made, both its sides whole.

    ``content`` is the file as it is now, None where there is none. Only what a change touches is written; a cell that
    somebody else changed meanwhile raises ConflictError, and so does a row that is gone. Raises InputError for a
    table that cannot be read, a cell that a spreadsheet would run, or a workbook's row that would have to move.
    """
    made: list[Change] = []
    for kind, group in groupby(changes, partial(_kind_of, path)):
        if content is None:
            content = new_csv(COLUMNS[changes[0].file], ())
        if kind == "one":
            for change in group:
                content, done = _merge_one(path, content, change, alone=len(changes) == 1)
                made.append(done)
        else:
            content, several = _merge_run(path, content, list(group))
            made += several
    return content or b"", tuple(made)


def _kind_of(path: Path, change: Change) -> str:
    """Tell which changes of a run may be made together: rows put at the end, or cells of rows that stay in place."""
    if _is_book(path):
        return "one"
    if change.before is None:
        return "one" if change.row or change.raw or not any((change.after or {}).values()) else "new"
    return "one" if change.after is None else "cells"


def _merge_run(path: Path, content: bytes, changes: Sequence[Change]) -> tuple[bytes, list[Change]]:
    """Make changes that move no row, in one go."""
    rows = _read_rows(path, content)
    edits: list[Edit] = []
    made: list[Change] = []
    for change in changes:
        edit, done = _plan(change, rows)
        if edit is not None:
            edits.append(edit)
            rows = [(n, {**now, **(edit.cells or {})}, raw) if n == edit.row else (n, now, raw) for n, now, raw in rows]
        made.append(done)
    if changes[0].before is None:  # rows of one run are equally wide
        blank = dict.fromkeys((column for edit in edits for column in edit.cells or {}), "")
        edits = [replace(edit, cells=blank | dict(edit.cells or {})) for edit in edits]
    content = plan_csv(content, path.name, edits) if edits else content
    if changes[0].before is None:
        numbers = [number for number, *_ in _read_rows(path, content)][-len(made) :]
        made = [replace(done, row=number) for done, number in zip(made, numbers, strict=True)]
    return content, made


def _merge_one(path: Path, content: bytes, change: Change, *, alone: bool) -> tuple[bytes, Change]:
    edit, done = _plan(change, _read_rows(path, content))
    if edit is not None:
        content = plan_xlsx(path, [edit]) if _is_book(path) else plan_csv(content, path.name, [edit])
        if _is_book(path) and not alone:
            raise InputError(path.name, "is a workbook, which takes one change at a time", "save it as CSV UTF-8")
    if done.row == 0:
        done = replace(done, row=max((number for number, *_ in _read_rows(path, content)), default=0))
    return content, done


def _is_book(path: Path) -> bool:
    return path.suffix.casefold() == ".xlsx"


def _read_rows(path: Path, content: bytes) -> Rows:
    if not _is_book(path):
        return read_records(content, path.name)
    grid = [(n, [clean_cell(cell) for cell in cells]) for n, cells in read_xlsx(path).rows]
    filled = [(n, cells) for n, cells in grid if any(cells)]
    header = [fold_header(cell) for cell in filled[0][1]] if filled else []
    return [(n, dict(zip(header, cells, strict=False)), "") for n, cells in filled[1:]]


def _plan(change: Change, rows: Rows) -> tuple[Edit | None, Change]:
    """Return what is to be written for one change, None where it stands already, and the change as made."""
    if change.before is None:
        cells = {key: _check_cell(value) for key, value in (change.after or {}).items()}
        whole = {column: "" for _, now, _ in rows for column in now} | cells  # no row is shorter than the others
        return Edit(None, whole, change.row or None, change.raw), replace(change, after=cells)
    found = find_row(change, rows)
    if found is None:
        raise ConflictError(f"this row of {change.file} is gone: somebody else took it away")
    number, now, raw = found
    if change.after is None:
        _refuse_other(change.before, now, change.before)
        return Edit(number, None), Change(change.file, now, None, number, raw=raw)
    wanted = {key: _check_cell(value) for key, value in list_differences(change).items()}
    _refuse_other({key: change.before.get(key, "") for key in wanted}, now, wanted)
    new = {key: value for key, value in wanted.items() if now.get(key, "") != value}
    whole = dict.fromkeys(new, "") | now
    return Edit(number, new) if new else None, Change(change.file, whole, whole | new, number)


def _refuse_other(seen: Mapping[str, Any], now: dict[str, str], wanted: Mapping[str, Any]) -> None:
    """Raise ConflictError where a cell is neither what was seen nor what is wanted."""
    for key, value in seen.items():
        there = now.get(key, "")
        if there not in (value, wanted.get(key)):
            raise ConflictError(f"somebody else changed {key} to {there or '(blank)'!r} meanwhile", dict(now))


def find_row(change: Change, rows: Rows) -> tuple[int, dict[str, str], str] | None:
    """Return the row that a change was made from: the one that still says all of it, else the only one of its key.

    Of several that say the same, the one nearest to where it stood.
    """
    seen = change.before or {}
    same = [row for row in rows if all(row[1].get(key, "") == value for key, value in seen.items())]
    if same:
        return min(same, key=lambda row: abs(row[0] - change.row))
    for keys in _KEYS[change.file]:
        known = [key for key in keys if seen.get(key)]
        alike = [row for row in rows if known and all(row[1].get(key, "") == seen.get(key, "") for key in keys)]
        if len(alike) == 1:
            return alike[0]
    return None


def _check_cell(value: object) -> str:
    """Return a cell's text as it is read back; raise InputError for one that a spreadsheet would run."""
    text = clean_cell(str(value))
    if len(text) > MAX_CELL:
        raise InputError("this field", f"is longer than {MAX_CELL:,} letters", "shorten it")
    if text.startswith(("=", "@")):
        raise InputError("this field", f"begins with {text[0]}, which a spreadsheet would run", "begin with a letter")
    return text
