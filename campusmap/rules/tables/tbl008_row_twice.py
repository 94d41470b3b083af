from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

TBL008 = notice_rule(
    "TBL008",
    "table.row_twice",
    title="Row of a table is there twice",
    severity=Severity.WARNING,
    fix="Take one of the two rows out; if there are two such things, give each a name of its own.",
    trap="Numbering the copy so that it looks like another device.",
    why="Each row makes a device, contact or recipient: somebody runs for the second AED, and there is one.",
    many="{count} rows are there twice: {listing}",
    module=__name__,
)
