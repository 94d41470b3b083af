from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

LST003 = notice_rule(
    "LST003",
    "table.room_ambiguous",
    title="Row of the room list fits several rooms, or a room has several rows",
    severity=Severity.WARNING,
    source=citations.UNIQUE_NUMBERS,
    fix="Fill `building` and `floor` in the row, or delete the row that is out of date.",
    trap="Keeping both rows in case.",
    why="What one row says would be shown for another room.",
    many="{count} rows of the room list fit several rooms or repeat one: {listing}",
    module=__name__,
)
