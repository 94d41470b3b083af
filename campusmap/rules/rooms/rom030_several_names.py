from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

ROM030 = notice_rule(
    "ROM030",
    "rooms.two_names",
    title="Room holds several names",
    severity=Severity.NOTE,
    source=citations.ROOM_LABELS,
    fix="Draw the line between the rooms if there is one; else enter the other names as aliases in the room list.",
    trap="Deleting the other names: somebody still asks for them.",
    why="A search for a name that was not taken finds nothing.",
    many="{count} rooms hold several names: {listing}",
    module=__name__,
)
