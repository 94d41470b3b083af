from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM006 = notice_rule(
    "ROM006",
    "rooms.label_in_wall",
    title="Room label lies in a wall",
    severity=Severity.NOTE,
    fix="Move the label into its room in the drawing.",
    trap="Leaving it because it landed in the right room this time.",
    why="It was given to the room beside it, which is a guess.",
    many="{count} room labels lie in walls: {listing}",
    module=__name__,
)
