from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

SVY005 = notice_rule(
    "SVY005",
    "survey.other_plan",
    title="Seen on another version of the plan",
    severity=Severity.WARNING,
    source=citations.WALK_THROUGH,
    fix="Look again with the new plan in hand, and enter the new row.",
    trap="Deleting the digest.",
    why="A wall that moved since is not on the plan that was signed.",
    many="{count} rows of the survey: {listing}",
    module=__name__,
)
