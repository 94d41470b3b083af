from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC014 = notice_rule(
    "VEC014",
    "vector.unknown_kind",
    title="Site area is of no known kind",
    severity=Severity.WARNING,
    fix="Write one of the kinds that README.md lists as its `kind`, or other for what is none of them.",
    trap="Choosing a kind that comes close: a field that is called parking is counted as parking.",
    why="What is drawn as other ground is no staging area, no field and no road to anybody who looks for one.",
    many="{count} site areas are of no known kind: {listing}",
    module=__name__,
)
