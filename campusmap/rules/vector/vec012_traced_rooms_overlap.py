from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC012 = notice_rule(
    "VEC012",
    "trace.overlap",
    title="Traced rooms overlap",
    severity=Severity.WARNING,
    fix="Choose one of the two in `campusmap edit`, Change its outline, and drag the corners onto the other's wall.",
    trap="Deleting the smaller one.",
    why="What lies in both is counted twice, and a door between them leads nowhere that is certain.",
    module=__name__,
)
