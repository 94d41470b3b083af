from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

LST004 = notice_rule(
    "LST004",
    "table.room_name_differs",
    title="Room list and drawing name a room differently",
    severity=Severity.NOTE,
    source=citations.USED_LABELS,
    fix="Correct whichever is out of date; the map shows the list's name and finds both.",
    trap="Keeping a former teacher's name because it is in the drawing.",
    why="A caller says the name that is used today.",
    many="{count} rooms are named differently in the list and in the drawing: {listing}",
    module=__name__,
)
