from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

TBL006 = notice_rule(
    "TBL006",
    "table.text_repaired",
    title="Cells of a table held unreadable characters",
    severity=Severity.NOTE,
    fix="Type the cells again and save the table as CSV UTF-8.",
    trap="Guessing the missing letters of a room number.",
    why="A room number with a character missing is another number.",
    module=__name__,
)
