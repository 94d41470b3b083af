from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC007 = notice_rule(
    "VEC007",
    "vector.door_width",
    title="Doors are points without a width",
    severity=Severity.NOTE,
    fix="Add the width of each door in metres to the file, and name its column with columns.width.",
    trap="Reading a width off the map.",
    why="The width that is drawn is an assumption, and sight lines through the door depend on it.",
    module=__name__,
)
