from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC003 = notice_rule(
    "VEC003",
    "vector.crs_ignored",
    title="File states a coordinate system and campus.toml another",
    severity=Severity.NOTE,
    fix="Remove `crs` from campus.toml; or correct the file if its own statement is wrong.",
    trap="Leaving both.",
    why="Only one of the two can be right.",
    module=__name__,
)
