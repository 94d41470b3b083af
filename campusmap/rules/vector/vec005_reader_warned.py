from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC005 = notice_rule(
    "VEC005",
    "vector.warned",
    title="Reading library warned about a vector file",
    severity=Severity.NOTE,
    fix="Open the file in a GIS program and save it again.",
    trap="Ignoring it where features are missing as well.",
    why="A file that needs mending may have lost something on the way.",
    module=__name__,
)
