from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM014 = notice_rule(
    "ROM014",
    "rooms.leak",
    title="Walls round a room are open to the outside",
    severity=Severity.WARNING,
    fix="Close the wall in the drawing, or draw the door that is missing.",
    trap="Leaving it because the room shows.",
    why="The gap was bridged; it may be a door.",
    many="{count} rooms are open to the outside: {listing}",
    module=__name__,
)
