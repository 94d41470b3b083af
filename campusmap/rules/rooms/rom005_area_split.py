from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM005 = notice_rule(
    "ROM005",
    "rooms.face_split",
    title="One area was shared out to several room labels",
    severity=Severity.NOTE,
    fix="Draw the wall, the door or the opening between the rooms; or leave one label.",
    trap="Accepting a boundary that is not there on site.",
    why="The boundary between the two is a guess.",
    many="{count} areas were shared out to several labels: {listing}",
    module=__name__,
)
