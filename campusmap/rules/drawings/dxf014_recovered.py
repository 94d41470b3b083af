from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF014 = notice_rule(
    "DXF014",
    "dxf.recovered",
    title="Damaged drawing was recovered",
    severity=Severity.WARNING,
    fix="Open the drawing in CAD, run AUDIT, save it as DXF again, and compare the floor with the old drawing.",
    trap="Trusting it because it looks complete: a lost wall leaves no trace.",
    why="What a damaged file lost is on no sheet, and nobody can see that it is missing.",
    many="{count} drawings were damaged and recovered: {listing}",
    module=__name__,
)
