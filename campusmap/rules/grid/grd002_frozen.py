from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

GRD002 = notice_rule(
    "GRD002",
    "grid.frozen",
    title="Grid of campus.toml is not the issued one",
    severity=Severity.WARNING,
    source=citations.GRID,
    fix="Put [grid] back to what was issued; to renumber on purpose, take back every issued copy, then ledger.json.",
    trap="Handing out sheets of two grids.",
    why="Two people who read the same cell off two editions must stand at the same place.",
    module=__name__,
)
