from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF012 = notice_rule(
    "DXF012",
    "dxf.geodata_unusable",
    title="Georeference in a drawing cannot be used",
    severity=Severity.NOTE,
    fix="Place the floor by control points, or set the geographic location in the CAD program again.",
    trap="Trusting another program that shows it somewhere.",
    why="A georeference that half works puts the school into the next county.",
    module=__name__,
)
