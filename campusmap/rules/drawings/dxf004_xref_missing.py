from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF004 = notice_rule(
    "DXF004",
    "dxf.xref_missing",
    title="External drawing is attached but not bound",
    severity=Severity.WARNING,
    fix="Bind it (XREF, Bind, Insert) and save the drawing again; paths in drawings are never followed.",
    trap="Sending the second file along: it is not read.",
    why="The walls may be in the file that is missing.",
    module=__name__,
)
