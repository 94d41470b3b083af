from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF011 = notice_rule(
    "DXF011",
    "dxf.text_repaired",
    title="Texts of a drawing held unreadable characters",
    severity=Severity.NOTE,
    fix="Type the texts again, or save the drawing as DXF of 2007 or later, which is UTF-8.",
    trap="Guessing the missing letters of a room number.",
    why="A room number with a character missing is another number.",
    module=__name__,
)
