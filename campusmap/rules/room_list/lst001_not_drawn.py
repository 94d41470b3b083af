from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

LST001 = notice_rule(
    "LST001",
    "table.room_not_drawn",
    title="Room of the list is not on the drawing",
    severity=Severity.WARNING,
    source=citations.ROOM_LABELS,
    fix="Number the room in the drawing, or correct or delete the row of the room list.",
    trap="Deleting the row because the drawing is newer, without going to look.",
    why="Somebody may call from the room that the map does not have.",
    many="{count} rows of the room list fit no room on the drawings: {listing}",
    module=__name__,
)
