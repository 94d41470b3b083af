from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

PLC011 = notice_rule(
    "PLC011",
    "place.unit_overridden",
    title="Drawing and campus.toml name different units",
    severity=Severity.NOTE,
    fix="Correct the header of the drawing (UNITS or INSUNITS in the CAD program), so that the two agree.",
    trap="Deleting `units` from campus.toml: the header then counts.",
    why="Whoever imports the drawing elsewhere goes by its header.",
    module=__name__,
)
