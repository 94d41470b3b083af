from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM010 = notice_rule(
    "ROM010",
    "rooms.opening_guessed",
    title="Openings were found where no door is drawn",
    severity=Severity.NOTE,
    fix="Draw doors and cased openings in the drawing; or close the wall where there is none.",
    trap="Closing every gap.",
    why="An opening that is not there leads a route through a wall.",
    module=__name__,
)
