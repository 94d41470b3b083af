from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

MRK001 = notice_rule(
    "MRK001",
    "marker.unknown_kind",
    title="Marker is of an unknown kind",
    severity=Severity.WARNING,
    fix="Correct `kind` in the markers table, or choose it in `campusmap edit`; README.md lists the kinds.",
    trap="Choosing a kind that comes close: its symbol would lie.",
    why="A symbol that is in no legend tells nobody anything.",
    module=__name__,
)
