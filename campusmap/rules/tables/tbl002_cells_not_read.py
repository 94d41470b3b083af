from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

TBL002 = notice_rule(
    "TBL002",
    "table.stray_cells",
    title="Cells of a table stand under no column name",
    severity=Severity.WARNING,
    fix="Give the column a name in the first row; names that are not known are kept as they are.",
    trap="Hiding the column.",
    why="Somebody believes that what is in the cell is on the map.",
    module=__name__,
)
