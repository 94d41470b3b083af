from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

IMG015 = notice_rule(
    "IMG015",
    "picture.coarse",
    title="Picture of a floor is too coarse to trace on",
    severity=Severity.WARNING,
    fix="Scan the plan anew, so that a pixel is 5 cm wide on the ground or less.",
    trap="Enlarging the picture: it gets more pixels and shows no more.",
    why="Rooms and doors traced on it are off by as much as a pixel, and so is what is seen through the doors.",
    module=__name__,
)
