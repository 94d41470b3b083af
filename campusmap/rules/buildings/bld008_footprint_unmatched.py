from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

BLD008 = notice_rule(
    "BLD008",
    "footprint.unmatched",
    title="Building and footprints could not be matched",
    severity=Severity.WARNING,
    source=citations.AERIAL,
    fix="Set `footprint` of the building in campus.toml to the id, number or name of its feature.",
    trap="Copying another building's footprint.",
    why="A footprint from another source is the check on where the plan was put.",
    module=__name__,
)
