from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

MRK007 = notice_rule(
    "MRK007",
    "marker.not_in_room",
    title="Marker does not lie in the room that its row names",
    severity=Severity.WARNING,
    fix="Correct the coordinates or the room; on the map it stands at the coordinates.",
    trap="Deleting the room from the row.",
    why="Room and coordinates are two sources; where they differ one of them is wrong.",
    module=__name__,
)
