from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF032 = notice_rule(
    "DXF032",
    "dwg.lossy",
    title="Converted drawing differs from its DWG",
    severity=Severity.WARNING,
    fix="Save the drawing as DXF in the CAD program, or install the ODA File Converter and build again.",
    trap="Reading on because the rooms look right: doors or labels may be what was lost.",
    why="What a converter cannot read, or draws in another place, is wrong on the map.",
    module=__name__,
)
