from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC009 = notice_rule(
    "VEC009",
    "vector.floor_left",
    title="Floor inside a level lies in no room",
    severity=Severity.WARNING,
    fix="Look at the place: draw its rooms in the GIS program, or mend the level's outline if it is a void or a yard.",
    trap="Enlarging a neighbouring room over it.",
    why="What is drawn blank on the map may be a room that nobody has drawn.",
    module=__name__,
)
