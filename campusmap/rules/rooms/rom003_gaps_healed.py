from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM003 = notice_rule(
    "ROM003",
    "rooms.gap_healed",
    title="Wall ends were lengthened to meet a wall",
    severity=Severity.NOTE,
    fix="Close the gaps in the drawing, starting with the largest one named.",
    trap="Setting a larger tolerance.",
    why="A gap that is closed by guess may have been a door.",
    module=__name__,
)
