"""The change bulletin: which pages to swap since the last issue, and what is no longer as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from campusmap.carto.directory import OUTDOORS, Directory, short_building
from campusmap.carto.lists import NONE_MARK, list_columns, list_sheets, widen
from campusmap.carto.paper import Box
from campusmap.carto.sheet import Cell, Sheet, Table, Words
from campusmap.carto.tabular import Column, Form, Row, break_table, set_row, table_height
from campusmap.change.pages import compare_pages
from campusmap.model.change import Change, Comparison, Snapshot

APART: Final = ("CHANGES", "POSTER")  # sheets that are no pages to swap: the bulletin itself, and what is no page
_PAGES: Final = Form(
    (
        Column("Page", 28.0, bold=True), Column("Was", 28.0), Column("Title", 150.0), Column("What to do", 96.0),
    ),
    7.5,
    "Pages to swap",
)  # fmt: skip
_CHANGES: Final = Form(
    (Column("Change", 96.0, bold=True), Column("What is now otherwise", 400.0), Column("Sheet", 40.0)),
    7.5,
    "What changed",
)
_FATES: Final = {
    "new": "put in", "swap": "swap", "renumber": "as it was: change its page number", "take out": "take out",
}  # fmt: skip
_STAY: Final = (
    "Pages that are not listed stay; they bear the earlier edition and its count of pages. "
    "This bulletin goes in at the end, in place of any earlier one."
)
_NONE_DIFFERS: Final = "No page differs from the earlier packet. This bulletin goes in at its end."
_OTHER_CHOICE: Final = "The earlier packet was printed with another choice of sheets: swap the whole packet."
_HEAD_PT: Final = 14.0  # a heading's height
_LEAD_PT: Final = 28.0  # a heading and the line under it
_LEAST_PT: Final = 60.0  # less room than this below the pages and the changes begin on the next sheet


def bulletin_sheets(directory: Directory, comparison: Comparison) -> list[Sheet]:
    """Lay out the pages to swap, in two columns, and under them every change by building and floor."""
    pages, heads = _page_tables(directory, comparison)
    left, top, right, bottom = directory.paper.body
    used = max((table.y + table_height(table) for table in pages[-1]), default=top + _LEAD_PT) + 2 * _HEAD_PT
    whole: Box = (left, top + _HEAD_PT, right, bottom)
    form = widen(_CHANGES, right - left, 1)
    rows: list[Row] = list(_change_rows(directory, comparison))
    rows = rows or [(Cell("Nothing has changed on the campus.", span=len(form.columns)),)]
    fits = bottom - used > _LEAST_PT
    more = break_table(rows, form, ((left, used, right, bottom) if fits else whole,), (whole,))
    if fits:
        pages[-1] += more.pop(0)
        heads[-1].append(_head("What changed", left, used))
    pages += more
    heads += [[_head("What changed", left, whole[1])] for _ in more]
    subtitle = f"from the issue of {comparison.old.issued} (kit {comparison.old.fingerprint}) to this one"
    return list_sheets(directory, pages, "CHANGES", "Change bulletin", subtitle, heads)


def _head(text: str, x: float, table_y: float) -> Words:
    return Words(text, x, table_y - 6.0, 10.0, True)


def _page_tables(directory: Directory, comparison: Comparison) -> tuple[list[list[Table]], list[list[Words]]]:
    """Return the tables of pages to swap, page by page, with the words over them; at least one page."""
    old, new = comparison.old, _with_sheets(comparison.new)
    compared = bool(old.sheets and new.sheets)
    changed = compare_pages(old, new) if compared else ()
    left, top, *_ = directory.paper.body
    boxes = [(x, top + _LEAD_PT, x_end, y_end) for x, _, x_end, y_end in list_columns(directory.paper, 2)]
    form = widen(_PAGES, boxes[0][2] - boxes[0][0], 2)
    rows = [(str(p.new_page or NONE_MARK), str(p.old_page or NONE_MARK), p.title, _FATES[p.fate]) for p in changed]
    pages: list[list[Table]] = break_table(rows, form, _balance(rows, form, boxes)) if rows else [[]]
    words = _STAY if rows else _NONE_DIFFERS if compared else _OTHER_CHOICE
    lead = Words(words, left, top + _HEAD_PT + 5.0, 8.0)
    return pages, [[_head("Pages to swap", left, top + _HEAD_PT), lead] for _ in pages]


def _with_sheets(shot: Snapshot) -> Snapshot:
    """Leave out of a packet what is no page to swap."""
    return replace(shot, sheets={sheet: digest for sheet, digest in shot.sheets.items() if not sheet.startswith(APART)})


def _balance(rows: Sequence[Row], form: Form, boxes: Sequence[Box]) -> list[Box]:
    """Cut places short where all rows fit on a page, so that the columns end at one height."""
    heights = [set_row(row, form)[1] for row in rows]
    needed = sum(heights) / len(boxes) + max(heights) + form.head_height
    return [(left, top, right, min(bottom, top + needed)) for left, top, right, bottom in boxes]


def _change_rows(directory: Directory, comparison: Comparison) -> Iterator[Row]:
    """Yield the changes, each building and floor under a row of one cell that names it."""
    for (building, floor), changes in groupby(comparison.changes, key=lambda change: (change.building, change.floor)):
        yield (Cell(_name_place(directory, building, floor).upper(), bold=True, span=len(_CHANGES.columns)),)
        for change in changes:
            yield _change_row(directory, change)


def _name_place(directory: Directory, building: str, floor: str) -> str:
    known, storey = directory.buildings.get(building), directory.floors.get(floor)
    names = [known.name or short_building(known) if known else building, storey.name or floor if storey else floor]
    return ", ".join(name for name in names if name) or "The campus as a whole"


def _change_row(directory: Directory, change: Change) -> Row:
    words = change.kind.replace(".", " ")
    text = change.text[:1].upper() + change.text[1:]
    outdoors = (f"{OUTDOORS}{each}" for each in change.new)
    listed = ("CONTACTS",) if change.kind.startswith("contact.") else ()
    sheet = directory.sheets(*change.new, *outdoors, *listed, change.floor, change.building)
    return words[:1].upper() + words[1:], text, sheet
