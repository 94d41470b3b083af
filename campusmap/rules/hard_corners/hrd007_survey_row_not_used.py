from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

HRD007 = notice_rule(
    "HRD007",
    "survey.no_such_room",
    "survey.bad_value",
    title="Row of the survey table was not used",
    severity=Severity.WARNING,
    source=citations.CLASSROOM_SECURITY,
    fix="Correct the room, or write confirmed or rejected, with who and when.",
    trap="Deleting the row.",
    why="Somebody went and looked, and the map does not show what they saw.",
    many="{count} rows of the survey table were not used: {listing}",
    module=__name__,
)
