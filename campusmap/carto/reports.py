"""The sheets that say what is still wrong: numbering findings, and the requirements in summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate
from typing import Final

from campusmap.carto.directory import Directory, natural_key, short_building
from campusmap.carto.lists import fit_numbers, list_columns, list_sheets, widen
from campusmap.carto.paper import Box
from campusmap.carto.sheet import Cell, Sheet, Table
from campusmap.carto.stand_in import KEY, is_stand_in, stand_in, word_by_code
from campusmap.carto.tabular import CELL_PAD_PT, Column, Form, Row, break_table
from campusmap.carto.typeface import text_width
from campusmap.model.finding import Finding, Review, Severity
from campusmap.model.requirement import PackSummary, Requirements, summarise

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
        Column("What does not pass", 274.0),
    ),
    8.0,
    "Requirement summary",
    40,
)
_NUMBER: Final = 2
_BUILDING: Final = 3
_MESSAGE: Final = 6
_NO_FLOOR: Final = -99  # a whole building comes before its floors
_AS_ABOVE: Final = "as above"
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
            _name_lines(pack),
        )
        for pack in summarise(requirements)
    ]  # fmt: skip
    if not rows:
        return []
    pages = break_table(rows, widen(_PACKS, place[2] - place[0], 5), (place,))
    return list_sheets(directory, pages, "REQUIREMENTS", "Requirement summary", _HELPS)


def _name_lines(pack: PackSummary) -> str:
    """Name the lines that fail, wait for a person, or could not be judged."""
    groups = (("fails", pack.failing), ("waits for a person", pack.waiting), ("not assessed", pack.unjudged))
    told = ((head, "; ".join(line.replace(" ", "\u00a0", 1) for line in lines)) for head, lines in groups if lines)
    return ". ".join(f"{head.capitalize()}: {lines}" for head, lines in told)


def finding_sheets(directory: Directory, review: Review) -> list[Sheet]:
    """List the open findings about the numbers of rooms and doors."""
    [place] = list_columns(directory.paper, 1)
    found = [f for f in review.findings if f.id.startswith(_FAMILIES) and not f.waived]
    found.sort(key=lambda finding: _finding_order(directory, finding))
    called = _stand_ins(directory)
    rows: list[Row] = [_finding_row(directory, finding, called.get(finding.floor, ())) for finding in found]
    kept = [n for n in range(len(_FINDINGS.columns)) if _tells(n, rows, directory)]
    columns = list(_FINDINGS.columns)
    columns[_NUMBER] = fit_numbers(columns[_NUMBER], (f.number for f in found), _FINDINGS.size_pt)
    columns[_BUILDING] = _fit_names(columns[_BUILDING], {str(row[_BUILDING]) for row in rows})
    cut: list[Row] = [tuple(row[n] for n in kept) for row in rows]
    if not rows:
        cut = [(Cell("No open finding about the numbers of rooms or doors.", span=len(kept)),)]
    form = replace(_FINDINGS, columns=tuple(columns[n] for n in kept))
    pages = _break_findings(cut, widen(form, place[2] - place[0], len(kept) - 2), place)
    coded = any(is_stand_in(str(row[_MESSAGE])) for row in rows)
    told = KEY if coded else "as of this edition; facilities mend these"
    return list_sheets(directory, pages, "NUMBERING", "Numbering findings", told)


def _stand_ins(directory: Directory) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return for each floor how its rooms are called, and what is printed instead where that cannot be."""
    printed, hidden = stand_in(directory.campus)
    if not hidden:
        return {}
    said = {
        space.id: space.name for building in printed.buildings for floor in building.floors for space in floor.spaces
    }
    return {
        floor.id: tuple((space.name, said[space.id]) for space in floor.spaces) for floor in directory.floors.values()
    }


def _finding_order(directory: Directory, finding: Finding) -> tuple[object, ...]:
    """Order by weight and rule, so that one mend is read once, then by place."""
    floor, building = directory.floors.get(finding.floor), directory.buildings.get(finding.building)
    name = natural_key(short_building(building)) if building else natural_key(finding.building)
    height = floor.ordinal if floor else _NO_FLOOR
    return _WEIGHTS.index(finding.severity), finding.id, name, height, natural_key(finding.number), finding.grid


def _break_findings(rows: list[Row], form: Form, place: Box) -> list[list[Table]]:
    """Break the findings into pages; a mend is written out at the first finding on each page that asks for it."""
    said = {n for n, row in enumerate(rows) if n == 0 or row[-1] != rows[n - 1][-1]}
    while True:
        short = [row if n in said or len(row) == 1 else (*row[:-1], _AS_ABOVE) for n, row in enumerate(rows)]
        pages = break_table(short, form, (place,))
        firsts = set(accumulate((sum(len(table.rows) for table in page) for page in pages[:-1]), initial=0))
        if firsts <= said:
            return pages
        said |= firsts


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


def _finding_row(directory: Directory, finding: Finding, called: Iterable[tuple[str, str]]) -> Row:
    building, floor = directory.buildings.get(finding.building), directory.floors.get(finding.floor)
    return (
        finding.id,
        finding.severity.value.lower(),
        "" if finding.subject == finding.building else finding.number,  # a building's stands in the next column
        short_building(building) if building else finding.building,
        (floor.name or floor.id) if floor else finding.floor,
        finding.grid,
        word_by_code(finding.message.replace("`", ""), called),
        finding.fix.replace("`", ""),  # a mark for screens
    )
