from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM005 = notice_rule(
    "ROM005",
    "rooms.face_split",
    title="One area was split into rooms where no door is drawn",
    severity=Severity.NOTE,
    fix="Draw the wall, the door or the opening between the rooms; or, if it is one room, a polyline round it.",
    trap="Accepting a boundary that is not there on site.",
    why="The boundary between them is a guess: where the area is narrowest, or where two wall ends face each other.",
    many="{count} areas were split into rooms where no door is drawn: {listing}",
    module=__name__,
)
