from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

IDN001 = notice_rule(
    "IDN001",
    "identity.lost",
    title="Room of the last issue is no longer on the plan",
    severity=Severity.NOTE,
    source=citations.STABLE_IDS,
    fix="If the room is truly gone, move or delete the markers and survey rows that name it; else mend the drawing.",
    trap="Giving its number to another room at once: issued sheets still show the old one there.",
    why="A room keeps its identity while its shape, number and neighbours are known again; what lost its room is told.",
    module=__name__,
)
