from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM011 = notice_rule(
    "ROM011",
    "rooms.window_loose",
    title="Windows without a room behind them",
    severity=Severity.NOTE,
    fix="Check the walls beside the windows named.",
    trap="Deleting the windows.",
    why="Glass decides what can be seen into a room.",
    module=__name__,
)
