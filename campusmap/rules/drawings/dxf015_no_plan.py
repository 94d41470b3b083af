from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF015 = notice_rule(
    "DXF015",
    "dxf.no_plan",
    title="Drawing holds no floor plan",
    severity=Severity.ERROR,
    fix="Give this floor the drawing that shows its walls and rooms; the finding says what this one shows instead.",
    trap="Turning the check off by drawing round it: rooms taken from a site or survey drawing are invented.",
    why="A floor without rooms helps nobody, and rooms read out of a survey would be wrong ones.",
    many="{count} drawings hold no floor plan: {listing}",
    module=__name__,
)
