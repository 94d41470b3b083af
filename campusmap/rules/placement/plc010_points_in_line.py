from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

PLC010 = notice_rule(
    "PLC010",
    "place.collinear",
    title="Control points lie along one line",
    severity=Severity.WARNING,
    source=citations.AERIAL,
    fix="Add a point well off the line.",
    trap="Adding another point on the same wall.",
    why="Points along one wall fit a mirrored drawing as well as the right one.",
    module=__name__,
)
