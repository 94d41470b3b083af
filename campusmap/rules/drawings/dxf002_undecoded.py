from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF002 = notice_rule(
    "DXF002",
    "dxf.undecoded",
    title="Entities of a drawing could not be decoded",
    severity=Severity.WARNING,
    fix="Explode or redraw the entities, and save the drawing as DXF again.",
    trap="Deleting them.",
    why="A wall that cannot be decoded is a wall that is not drawn.",
    module=__name__,
)
