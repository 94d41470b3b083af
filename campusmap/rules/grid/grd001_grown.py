from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

GRD001 = notice_rule(
    "GRD001",
    "grid.grown",
    title="Campus has outgrown the issued grid",
    severity=Severity.NOTE,
    source=citations.GRID,
    fix="Tell those who hold the issued sheets that the grid has cells that theirs do not show.",
    trap="Deleting ledger.json to get a tidy grid: every cell that people know by heart would move.",
    why="Beyond an edge the names count back from the end, so that no cell that was ever said means another place.",
    module=__name__,
)
