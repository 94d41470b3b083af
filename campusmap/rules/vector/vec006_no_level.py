from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC006 = notice_rule(
    "VEC006",
    "vector.no_level",
    title="Rooms of an indoor file are on no level",
    severity=Severity.WARNING,
    fix="Give each room its level in the GIS program and save the file; or name the right column with columns.level.",
    trap="Deleting the rooms from the file.",
    why="A room that is on no level is on no map.",
    module=__name__,
)
