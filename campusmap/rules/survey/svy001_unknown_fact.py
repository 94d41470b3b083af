from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

SVY001 = notice_rule(
    "SVY001",
    "survey.unknown_fact",
    title="Row of the survey is about something unknown",
    severity=Severity.WARNING,
    source=citations.WALK_THROUGH,
    fix=(
        "Write a fact that is known: walk_through, review, certification, changed, checked, hard_corner, a column of "
        "rooms or doors such as posted_number, a kind of marker or site area, or a line such as R40."
    ),
    trap="Deleting the row.",
    why="Somebody went and looked, and the kit does not show what they saw.",
    many="{count} rows of the survey: {listing}",
    module=__name__,
)
