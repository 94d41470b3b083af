from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

TBL004 = notice_rule(
    "TBL004",
    "table.sheets",
    title="Only one sheet of a workbook was read",
    severity=Severity.WARNING,
    fix="Put everything on one sheet, or save the right sheet as CSV under the table's name.",
    trap="Hiding the other sheets.",
    why="The second sheet may be the annex.",
    module=__name__,
)
