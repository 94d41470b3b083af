from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM019 = notice_rule(
    "ROM019",
    "rooms.door_as_window",
    title="Openings on a door layer were taken for windows",
    severity=Severity.NOTE,
    fix="Put windows on a window layer in the drawing, and give doors their leaf or swing.",
    trap="Leaving a door without a swing on the door layer: it then lets nobody in.",
    why="A door taken for a window is a way in that the map does not show.",
    module=__name__,
)
