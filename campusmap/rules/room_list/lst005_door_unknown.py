from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

LST005 = notice_rule(
    "LST005",
    "table.door_unknown",
    title="Row of the door list fits no door, or several",
    severity=Severity.WARNING,
    source=citations.DOOR_NUMBERS,
    fix="Fill `building` and `floor`, and write `door` as the door's id or number on the drawing.",
    trap="Giving the row to the nearest door.",
    why="What the list knows of the door - its class, its lock, its glass - is not on the map.",
    many="{count} rows of the door list fit no door, or several: {listing}",
    module=__name__,
)
