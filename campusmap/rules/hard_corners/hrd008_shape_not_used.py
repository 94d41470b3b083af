from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

HRD008 = notice_rule(
    "HRD008",
    "survey.shape_unused",
    title="Shape drawn by hand was not used",
    severity=Severity.WARNING,
    source=citations.CLASSROOM_SECURITY,
    fix="Name the room in the shape's `subject` as the survey table does, and give the row who drew it and when.",
    trap="Drawing it larger.",
    why="Somebody stood in the room and drew what they saw, and the map does not show it.",
    many="{count} shapes drawn by hand were not used: {listing}",
    module=__name__,
)
