from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

PLC012 = notice_rule(
    "PLC012",
    "place.window_cut",
    title="Window of a floor cuts through the drawing",
    severity=Severity.WARNING,
    fix="Widen `window` of the floor in campus.toml until it holds the whole floor and nothing of the next.",
    trap="Widening it over the neighbouring floor's plan.",
    why="What the window cuts off is missing from the map.",
    module=__name__,
)
