from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF001 = notice_rule(
    "DXF001",
    "dxf.unread",
    title="Parts of a drawing could not be read",
    severity=Severity.WARNING,
    fix="Open the drawing in a CAD program, run AUDIT and PURGE, and save it as DXF again.",
    trap="Exporting only what is visible: hidden walls are walls.",
    why="What is counted in the file and never arrives is missing from the map, and nobody sees that it is.",
    module=__name__,
)
