from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF010 = notice_rule(
    "DXF010",
    "dxf.duplicates",
    title="Drawing holds things twice",
    severity=Severity.NOTE,
    fix="Run OVERKILL in a CAD program; one copy of each is used.",
    trap="Deleting whole layers of copies without comparing.",
    why="Copies are where an old and a new state of a drawing hide on each other.",
    module=__name__,
)
