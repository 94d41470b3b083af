from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM017 = notice_rule(
    "ROM017",
    "rooms.text_loose",
    title="Texts on label layers lie in no room",
    severity=Severity.NOTE,
    fix="Look at the texts named: move notes and titles to another layer, and room labels into their rooms.",
    trap="Deleting them unread.",
    why="A note that looks like nothing may be the name of a room that was not found.",
    module=__name__,
)
