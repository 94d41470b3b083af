from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM002 = notice_rule(
    "ROM002",
    "rooms.area_overlap",
    title="Room polylines overlap",
    severity=Severity.WARNING,
    fix="Draw each room once, up to the face of its walls.",
    trap="Trimming the larger one at a guess.",
    why="What lies in two rooms is found in the wrong one.",
    many="{count} room polylines overlap: {listing}",
    module=__name__,
)
