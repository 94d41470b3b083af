from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM032 = notice_rule(
    "ROM032",
    "trace.no_rooms",
    title="Nothing is traced on the picture of a floor",
    severity=Severity.ERROR,
    fix="Trace its rooms and doors in `campusmap edit`: Trace, then Draw rooms.",
    trap="Leaving the floor out.",
    why="A picture shows rooms to a reader, but to the map, its search and the sheets the floor is empty.",
    module=__name__,
)
