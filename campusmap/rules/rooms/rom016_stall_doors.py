from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM016 = notice_rule(
    "ROM016",
    "rooms.stall_door",
    title="Doors of toilet stalls were left out",
    severity=Severity.NOTE,
    fix="Nothing needs to be done if the doors are those of stalls; else label the rooms that they lead into.",
    trap="Counting on it that a narrow door is a stall's.",
    why="A small room that is taken for a stall is not on the map.",
    module=__name__,
)
