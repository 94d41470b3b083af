from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

PLC008 = notice_rule(
    "PLC008",
    "place.two_points",
    title="Two points place a floor and nothing checks them",
    severity=Severity.NOTE,
    source=citations.AERIAL,
    fix="Give three or four control points, spread over the whole floor.",
    trap="Adding a third point close to one of the two.",
    why="Two points always fit, whatever is wrong with them.",
    module=__name__,
)
