from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF031 = notice_rule(
    "DXF031",
    "dwg.converted",
    title="Drawing was converted from DWG",
    severity=Severity.NOTE,
    fix="Compare the map with the drawing once; where they differ, save the drawing as DXF in the CAD program.",
    trap="Taking another converter's result for the same drawing without comparing again.",
    why="A converter may read less than the CAD program did.",
    module=__name__,
)
