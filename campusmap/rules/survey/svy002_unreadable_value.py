from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

SVY002 = notice_rule(
    "SVY002",
    "survey.unreadable_value",
    title="Row of the survey says nothing that fits",
    severity=Severity.WARNING,
    source=citations.WALK_THROUGH,
    fix=(
        "Write none for a thing that is not there, yes, no or exempt for a line, yes or wrong for what was checked, "
        "and for a column what it holds; what is there belongs in the markers table."
    ),
    trap="Writing ok.",
    why="A value that nobody can read answers nothing.",
    many="{count} rows of the survey: {listing}",
    module=__name__,
)
