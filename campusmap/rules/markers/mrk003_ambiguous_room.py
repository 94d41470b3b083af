from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

MRK003 = notice_rule(
    "MRK003",
    "marker.ambiguous_room",
    title="Marker is in a room number that exists more than once",
    severity=Severity.WARNING,
    fix="Fill `building` and `floor` in the markers table.",
    trap="Renumbering a room so that the marker fits.",
    why="A device in the wrong building costs the minutes it was to save.",
    module=__name__,
)
