from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM039 = notice_rule(
    "ROM039",
    "rooms.wall_set_aside",
    title="Strokes on wall layers that were taken for dimensions, hatching or a sheet border",
    severity=Severity.NOTE,
    fix="Put dimensions, hatching, borders on layers of their own; draw a missing wall away from its number,"
    " and from end to end of other walls.",
    trap="Deleting them without looking.",
    why="A line of just the length that stands on it is a dimension, one in step with hatching is hatching, but either"
    " could be a wall by chance.",
    module=__name__,
)
