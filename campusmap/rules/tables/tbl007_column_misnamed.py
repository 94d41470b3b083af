from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

TBL007 = notice_rule(
    "TBL007",
    "table.column_misnamed",
    title="Column of a table looks like one that is missing",
    severity=Severity.WARNING,
    fix="If it is the one that is meant, write that name in the first row; else give it a name that nobody mistakes.",
    trap="Copying the cells into a second column and keeping both.",
    why="A misspelt heading takes the whole column off the map: doors whose glass was surveyed count as not surveyed.",
    module=__name__,
)
