from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

ROM007 = notice_rule(
    "ROM007",
    "rooms.label_loose",
    title="Room label lies in no room",
    severity=Severity.WARNING,
    source=citations.ROOM_LABELS,
    fix="Close the walls round the label; or move the label into its room.",
    trap="Deleting the label.",
    why="A number that is in no room is a room that is not on the map.",
    many="{count} room labels lie in no room: {listing}",
    module=__name__,
)
