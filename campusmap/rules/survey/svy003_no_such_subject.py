from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

SVY003 = notice_rule(
    "SVY003",
    "survey.no_such_subject",
    title="Row of the survey names nothing on the campus",
    severity=Severity.WARNING,
    source=citations.WALK_THROUGH,
    fix="Name the campus, a building, building/floor or building/number as the drawings do; of what was checked also "
    "building/door 7, or building/label of a device.",
    trap="Leaving the subject blank: that means the whole campus.",
    why="What was seen somewhere must not count for everywhere.",
    many="{count} rows of the survey: {listing}",
    module=__name__,
)
