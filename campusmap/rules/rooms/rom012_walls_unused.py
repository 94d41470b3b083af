from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM012 = notice_rule(
    "ROM012",
    "rooms.wall_unused",
    title="Wall strokes that bound no room",
    severity=Severity.NOTE,
    fix="Check for rooms that are missing beside them; free-standing walls need nothing.",
    trap="Deleting them.",
    why="A wall that closes nothing may be half of a room.",
    module=__name__,
)
