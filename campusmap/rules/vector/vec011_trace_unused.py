from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC011 = notice_rule(
    "VEC011",
    "trace.unused",
    title="Traced room or opening is not used",
    severity=Severity.WARNING,
    fix="Delete it in overrides.geojson and trace it again in `campusmap edit`, on a floor whose plan is a picture.",
    trap="Mending coordinates by hand until it is taken.",
    why="Somebody drew a room, door or window that is missing on map and sheets.",
    module=__name__,
)
