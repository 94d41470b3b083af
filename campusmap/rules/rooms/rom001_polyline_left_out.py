from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM001 = notice_rule(
    "ROM001",
    "rooms.area_dropped",
    title="Room polylines and fills that were left out",
    severity=Severity.NOTE,
    fix="Look at them in the drawing: gross outlines and copies belong on another layer.",
    trap="Deleting them without looking.",
    why="A polyline or fill on the room layer was meant as a room.",
    module=__name__,
)
