from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF030 = notice_rule(
    "DXF030",
    "dxf.encoding",
    title="Drawing states another encoding than its texts have",
    severity=Severity.NOTE,
    fix="Compare a few accented names on the map with the drawing; save the drawing again from a CAD program.",
    trap="Changing the code page in the header by hand.",
    why="In the wrong encoding names and numbers turn into other letters.",
    module=__name__,
)
