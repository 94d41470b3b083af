from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

ROM035 = notice_rule(
    "ROM035",
    "rooms.by_hand_misfit",
    title="Split or merge by hand does not agree with the drawing",
    severity=Severity.WARNING,
    source=citations.STABLE_IDS,
    fix="Look at the room; take the correction back, or make it again on the drawing of today.",
    trap="Moving its line until the message goes, without looking at the room.",
    why="Somebody saw a wall, or none, where the drawing says otherwise, and the drawing has changed since.",
    many="{count} splits or merges by hand do not agree with the drawing: {listing}",
    module=__name__,
)
