from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF013 = notice_rule(
    "DXF013",
    "dxf.clipped_insert",
    title="Insert that is clipped in CAD is drawn whole",
    severity=Severity.WARNING,
    fix="Explode the clipped insert and trim it to the clip, or bind only the part that is wanted.",
    trap="Clipping tighter: the clip is not read.",
    why="What the clip hides in CAD, another wing or an old state, shows on the map.",
    module=__name__,
)
