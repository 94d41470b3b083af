from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

MRK004 = notice_rule(
    "MRK004",
    "marker.no_such_door",
    title="Marker is at a door that is not on the plan, or more than once",
    severity=Severity.WARNING,
    fix="Correct `door` in the markers table, fill or correct `building`, or number the door in the openings table.",
    trap="Placing it at the nearest door that has a number.",
    why="A key box at the wrong door opens nothing.",
    module=__name__,
)
