from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

TBL003 = notice_rule(
    "TBL003",
    "table.formula",
    title="Formulas of a table hold no result",
    severity=Severity.WARNING,
    fix="Open the table in Excel or LibreOffice, mend what shows an error, and save it; or type the results.",
    trap="Typing over the cells that show, and not the rest.",
    why="A room number that is a formula without a result reads as blank.",
    module=__name__,
)
