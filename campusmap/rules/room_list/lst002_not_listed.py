from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

LST002 = notice_rule(
    "LST002",
    "table.room_not_listed",
    title="Drawn room is not in the room list",
    severity=Severity.NOTE,
    source=citations.ROOM_LABELS,
    fix="Add the room to the room list, with its name, use and occupants.",
    trap="Adding rows with nothing but the number so that the finding goes away.",
    why="What the list knows of a room - its name, who is in it, whether it locks - the map lacks for this one.",
    many="{count} drawn rooms are not in the room list: {listing}",
    module=__name__,
)
