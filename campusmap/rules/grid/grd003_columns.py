from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from campusmap.georeference.grid import COLUMNS
from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.settings import GridSettings
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Change, Hit, Skip, hit, rule


def _wide_cells(given: Evidence) -> Evidence:
    grid = None if given.campus.grid is None else replace(given.campus.grid, cell_m=200.0, columns=1, rows=1)
    settings = replace(given.project, grid=GridSettings(cell_m=200.0))
    return replace(given, campus=replace(given.campus, grid=grid), project=settings)


@rule(
    id="GRD003",
    title="Grid has too few or too many columns",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="Cells of {cell} m give the grid {columns}; 6 to 20 tell places apart and can still be said",
    source=citations.TOOL,
    fix="Take cell_m out of [grid], and a size is chosen that gives 6 to 20 columns.",
    trap="Changing the size after sheets were issued.",
    bad=Change("(grid: cells of 200 m)", (_wide_cells,)),
    good=clean(),
)
def columns(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A cell that holds a whole building helps nobody find a door."""
    grid, stated = campus.grid, context.project.grid.cell_m
    if grid is not None and stated is not None and not COLUMNS[0] <= grid.columns <= COLUMNS[1]:
        yield hit(campus, cell=f"{grid.cell_m:g}", columns=count_of(grid.columns, "column"))
