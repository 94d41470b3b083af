"""The sheets that say what is still wrong: numbering findings, and the requirements in summary."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from campusmap.carto.directory import Directory, short_building
from campusmap.carto.lists import fit_numbers, list_columns, list_sheets, widen
from campusmap.carto.sheet import Cell, Sheet
from campusmap.carto.tabular import CELL_PAD_PT, Column, Form, Row, break_table
from campusmap.carto.typeface import text_width
from campusmap.model.finding import Finding, Review, Severity
from campusmap.model.requirement import Requirements, summarise

_FAMILIES: Final = ("NUM", "DOR")  # rules about the numbers of rooms and of doors
_FINDINGS: Final = Form(
    (
        Column("Rule", 40.0, bold=True),
        Column("Severity", 48.0),
        Column("Number", 44.0, bold=True),
        Column("Building", 54.0),
        Column("Floor", 62.0),
        Column("Grid", 28.0),
        Column("What is wrong", 240.0),
        Column("How to mend it", 224.0),
    ),
    7.5,
    "Numbering findings",
    8,
)
_PACKS: Final = Form(
    (
        Column("Pack", 250.0, bold=True),
        Column("Pass", 40.0),
        Column("Fail", 40.0, bold=True),
        Column("Needs a person", 70.0),
        Column("Not assessed", 66.0),
        Column("What fails or waits", 274.0),
    ),
    8.0,
    "Requirement summary",
    40,
)
_NUMBER: Final = 2
_BUILDING: Final = 3
_NAMES_PT: Final = 90.0  # of the column of buildings, most
_WEIGHTS: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_HELPS: Final = "this helps you check; whether the law is met, only you and your counsel can say"


def requirement_sheets(directory: Directory, requirements: Requirements) -> list[Sheet]:
    """List each pack of requirements with what passes, what fails and what waits for a person."""
    [place] = list_columns(directory.paper, 1)
    rows: list[Row] = [
        (
            f"{pack.name} ({pack.citation})" if pack.citation else pack.name, str(pack.passes), str(pack.fails),
            str(pack.needs_a_person), str(pack.not_assessed),
            "; ".join(line.replace(" ", "\u00a0", 1) for line in (*pack.failing, *pack.waiting)),
        )
        for pack in summarise(requirements)
    ]  # fmt: skip
    if not rows:
        return []
    pages = break_table(rows, widen(_PACKS, place[2] - place[0], 5), (place,))
    return list_sheets(directory, pages, "REQUIREMENTS", "Requirement summary", _HELPS)


def finding_sheets(directory: Directory, review: Review) -> list[Sheet]:
    """List the open findings about the numbers of rooms and doors."""
    [place] = list_columns(directory.paper, 1)
    found = [f for f in review.findings if f.id.startswith(_FAMILIES) and not f.waived]
    found.sort(key=lambda finding: _WEIGHTS.index(finding.severity))  # as they stand among their likes
    rows: list[Row] = [_finding_row(directory, finding) for finding in found]
    kept = [n for n in range(len(_FINDINGS.columns)) if _tells(n, rows, directory)]
    columns = list(_FINDINGS.columns)
    columns[_NUMBER] = fit_numbers(columns[_NUMBER], (f.number for f in found), _FINDINGS.size_pt)
    columns[_BUILDING] = _fit_names(columns[_BUILDING], {str(row[_BUILDING]) for row in rows})
    cut: list[Row] = [tuple(row[n] for n in kept) for row in rows]
    if not rows:
        cut = [(Cell("No open finding about the numbers of rooms or doors.", span=len(kept)),)]
    form = replace(_FINDINGS, columns=tuple(columns[n] for n in kept))
    pages = break_table(cut, widen(form, place[2] - place[0], len(kept) - 2), (place,))
    return list_sheets(directory, pages, "NUMBERING", "Numbering findings", "as of this edition; facilities mend these")


def _tells(column: int, rows: list[Row], directory: Directory) -> bool:
    """Tell whether a column is worth its width: numbers where any is, buildings where there are several."""
    if column == _BUILDING:
        return len(directory.buildings) > 1
    return column != _NUMBER or any(row[_NUMBER] for row in rows)


def _fit_names(column: Column, names: set[str]) -> Column:
    """Widen the column of buildings, within bounds, until the longest name stands on two lines."""
    wide = max(map(_half_width, names), default=0.0) + 2 * CELL_PAD_PT + 0.1
    return replace(column, width=max(column.width, min(wide, _NAMES_PT)))


def _half_width(name: str) -> float:
    """Return the width of the wider of two lines, where a name is broken best."""
    words = name.split()
    cuts = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words) + 1))
    return min((max(text_width(line, _FINDINGS.size_pt) for line in cut) for cut in cuts), default=0.0)


def _finding_row(directory: Directory, finding: Finding) -> Row:
    building, floor = directory.buildings.get(finding.building), directory.floors.get(finding.floor)
    return (
        finding.id,
        finding.severity.value.lower(),
        "" if finding.subject == finding.building else finding.number,  # a building's stands in the next column
        short_building(building) if building else finding.building,
        (floor.name or floor.id) if floor else finding.floor,
        finding.grid,
        finding.message.replace("`", ""),
        finding.fix.replace("`", ""),  # a mark for screens
    )
