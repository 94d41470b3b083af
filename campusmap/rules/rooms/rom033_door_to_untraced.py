from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM033 = notice_rule(
    "ROM033",
    "trace.door_inside",
    title="Traced opening leads to where no room is traced",
    severity=Severity.WARNING,
    fix="Trace the room behind it; if it leads outside, mend the footprint or the picture's placement.",
    trap="Taking it for an exterior door or window.",
    why="Ways out would be shown through a door that leads further into the building.",
    module=__name__,
)
