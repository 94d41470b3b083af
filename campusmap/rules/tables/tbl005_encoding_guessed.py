from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

TBL005 = notice_rule(
    "TBL005",
    "table.encoding",
    title="Encoding of a table was guessed",
    severity=Severity.NOTE,
    fix="Save the table as CSV UTF-8; look at names with accents.",
    trap="Replacing the accents.",
    why="A guess that is wrong shows in names only, where nobody looks.",
    module=__name__,
)
