from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

MRK002 = notice_rule(
    "MRK002",
    "marker.no_such_room",
    title="Marker is in a room that is not on the plan",
    severity=Severity.WARNING,
    fix="Correct `room`, `building` or `floor` in the markers table, or number the room in the drawing.",
    trap="Placing it in the next room so that it shows.",
    why="A device that is not on the map is not found.",
    module=__name__,
)
