from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM020 = notice_rule(
    "ROM020",
    "rooms.open_plan",
    title="Room ends where nothing is drawn",
    severity=Severity.WARNING,
    fix="Draw the wall, the glass front or a room polyline where the room ends; or confirm on site that it is open.",
    trap="Taking the border for a wall: nothing stops sight or passage there.",
    why="Two labels share one open area; the border between them follows a wall carried on beyond its end, a guess.",
    many="{count} rooms end where nothing is drawn: {listing}",
    module=__name__,
)
