from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC010 = notice_rule(
    "VEC010",
    "vector.text_repaired",
    title="Attributes of a vector file held unreadable characters",
    severity=Severity.NOTE,
    fix="Type the attributes again, or export the layer in UTF-8.",
    trap="Guessing the missing letters of a number.",
    why="A number with a character missing is another number.",
    module=__name__,
)
