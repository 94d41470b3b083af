from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

PLC020 = notice_rule(
    "PLC020",
    "place.turned",
    title="Floor is turned against the building's footprint",
    severity=Severity.WARNING,
    source=citations.TRUE_NORTH,
    fix="Read the bearing off an aerial picture again, clockwise from true north, or give control points instead.",
    trap="Reading it off the plan's north arrow, or off a map whose grid is not true north.",
    why="Laws ask for plans oriented to true north, and two degrees put the far end of a long wing metres off.",
    module=__name__,
)
