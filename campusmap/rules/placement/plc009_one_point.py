from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

PLC009 = notice_rule(
    "PLC009",
    "place.one_point",
    title="One point and a bearing place a floor and nothing checks them",
    severity=Severity.NOTE,
    source=citations.AERIAL,
    fix="Give three or four control points, spread over the whole floor; they need no bearing.",
    trap="Reading the bearing off a north arrow: it is often plan north, not true north.",
    why="A bearing that is two degrees off puts the far end of a long building metres off.",
    module=__name__,
)
