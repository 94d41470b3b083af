from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC015 = notice_rule(
    "VEC015",
    "vector.misnamed",
    title="Attribute of a vector file looks like one that is missing",
    severity=Severity.WARNING,
    fix="If it is the one that is meant, give it that name in the file, or name it in campus.toml; else rename it.",
    trap="Adding a second attribute and keeping both.",
    why="A misspelt attribute leaves an area without its name and a shape without its room.",
    many="{count} attributes: {listing}",
    module=__name__,
)
