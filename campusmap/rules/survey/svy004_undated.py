from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

SVY004 = notice_rule(
    "SVY004",
    "survey.undated",
    title="Row of the survey lacks who looked, or when",
    severity=Severity.WARNING,
    source=citations.WALK_THROUGH,
    fix="Enter who looked and the day, as YYYY-MM-DD.",
    trap="Entering the day on which the table was typed.",
    why="A record without a name and a day cannot grow old, and is never asked again.",
    many="{count} rows of the survey: {listing}",
    module=__name__,
)
