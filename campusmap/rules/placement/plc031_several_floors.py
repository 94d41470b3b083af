from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

PLC031 = notice_rule(
    "PLC031",
    "place.several_floors",
    title="Several floors in one drawing",
    severity=Severity.ERROR,
    fix="Copy the floor's window from the finding into campus.toml; if all is one floor, a window round all of it.",
    trap="Leaving it, because the map shows every room somewhere.",
    why="Floors drawn side by side and read as one put second-floor rooms beside the building.",
    module=__name__,
)
