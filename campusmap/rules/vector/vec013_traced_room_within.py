from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC013 = notice_rule(
    "VEC013",
    "trace.nested",
    title="Traced room was cut out of another",
    severity=Severity.NOTE,
    fix="Nothing, where it is a closet or a core in the larger room; else change the larger room's outline.",
    trap="Tracing the larger room round the smaller one with a slit.",
    why="The larger room was made smaller than it was drawn.",
    module=__name__,
)
