from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

TBL001 = notice_rule(
    "TBL001",
    "table.bad_value",
    title="Cell of a table cannot be read",
    severity=Severity.WARNING,
    fix="Correct the cell; dates are written 2026-03-02, yes and no as words, lengths as bare numbers.",
    trap="Emptying the cell.",
    why="What cannot be read is not used, and somebody believes that it was.",
    many="{count} cells cannot be read: {listing}",
    module=__name__,
)
