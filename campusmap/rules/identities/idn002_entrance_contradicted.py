from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

IDN002 = notice_rule(
    "IDN002",
    "entrance.contradicted",
    title="Main entrance named by hand is another door by now",
    severity=Severity.WARNING,
    source=citations.DOOR_ORDER,
    fix="Name the main entrance again, in the editor or in campus.toml.",
    trap="Giving the old number to another door so that the names agree.",
    why="The order of the doors and the first car go by the main entrance.",
    module=__name__,
)
