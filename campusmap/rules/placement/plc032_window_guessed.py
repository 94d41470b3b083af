from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

PLC032 = notice_rule(
    "PLC032",
    "place.window_guessed",
    title="Floor told by its label in the drawing",
    severity=Severity.WARNING,
    fix="Check that the label names this floor, and copy the window into campus.toml.",
    trap="Confirming it by the order in which the floors are drawn.",
    why="A label may be left from the floor that the plan was copied from.",
    module=__name__,
)
