from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM014 = notice_rule(
    "ROM014",
    "rooms.leak",
    title="Walls round a room are open to the outside",
    severity=Severity.WARNING,
    fix="Close the wall at the place named, or draw the door; if a shaft is there, draw its walls on a wall layer.",
    trap="Leaving it because the room shows.",
    why="The gap was bridged by guess; it may be an entrance, a shaft or a wall that is missing.",
    many="{count} rooms are open to the outside: {listing}",
    module=__name__,
)
