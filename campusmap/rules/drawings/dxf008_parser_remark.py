from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF008 = notice_rule(
    "DXF008",
    "dxf.parser_remark",
    title="DXF parser remarked on something",
    severity=Severity.NOTE,
    fix="Run AUDIT in a CAD program and save the drawing again.",
    trap="Ignoring it where rooms are missing as well.",
    why="A file that needs mending may have lost something on the way.",
    module=__name__,
)
