from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM009 = notice_rule(
    "ROM009",
    "rooms.door_ink_unused",
    title="Strokes on door layers make no door",
    severity=Severity.NOTE,
    fix="Check the place named: an unusual door symbol, or a thing that belongs on another layer.",
    trap="Moving them to another layer without looking.",
    why="A door that is not recognised is a wall on the map.",
    module=__name__,
)
