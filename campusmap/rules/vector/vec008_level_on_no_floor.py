from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC008 = notice_rule(
    "VEC008",
    "vector.level_left",
    title="Level of an indoor file is on no floor",
    severity=Severity.WARNING,
    fix="Add a [[building.floor]] with this level to campus.toml; waive this if the level is left out on purpose.",
    trap="Moving its rooms to another level.",
    why="Rooms on a level that no floor takes are missing from the kit.",
    module=__name__,
)
