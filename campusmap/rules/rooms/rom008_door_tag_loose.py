from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

ROM008 = notice_rule(
    "ROM008",
    "rooms.door_tag_loose",
    title="Door number stands near no door",
    severity=Severity.WARNING,
    source=citations.DOOR_NUMBERS,
    fix="Move the number to its door, or draw the door that is missing.",
    trap="Deleting the number.",
    why="A door number without a door is a door that is not on the map.",
    many="{count} door numbers stand near no door: {listing}",
    module=__name__,
)
