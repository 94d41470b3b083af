from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF017 = notice_rule(
    "DXF017",
    "dxf.paper_space",
    title="Parts of the building are drawn in paper space",
    severity=Severity.WARNING,
    fix="Move them to model space (CHSPACE in the CAD program) and save again.",
    trap="Tracing them by hand from a print.",
    why="Only model space is read; what is drawn on a layout sheet is missing from the map.",
    module=__name__,
)
