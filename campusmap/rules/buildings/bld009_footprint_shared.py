from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

BLD009 = notice_rule(
    "BLD009",
    "footprint.shared",
    title="Two buildings have one footprint",
    severity=Severity.ERROR,
    source=citations.AERIAL,
    fix="Set `footprint` of each building in campus.toml; or make wings of one house one building.",
    trap="Shifting one of the two aside.",
    why="Two buildings drawn on one spot send people to the wrong one.",
    module=__name__,
)
