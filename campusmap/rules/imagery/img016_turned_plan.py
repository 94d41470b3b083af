from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

IMG016 = notice_rule(
    "IMG016",
    "picture.orientation",
    title="Picture of a floor asks to be shown turned",
    severity=Severity.WARNING,
    fix="Save it in an image program, which turns its pixels, and read its control points off there.",
    trap="Turning the placement to make up for it.",
    why="Points that were read off the turned picture lie elsewhere on the one that is stored.",
    module=__name__,
)
