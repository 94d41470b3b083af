from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF015 = notice_rule(
    "DXF015",
    "dxf.no_plan",
    title="No floor plan was found in a drawing",
    severity=Severity.ERROR,
    fix="Give this floor the drawing that shows its walls and rooms, or name the layers that hold them in campus.toml.",
    trap="Drawing a box round it so that something comes out: rooms read from a site plan or a survey are invented.",
    why="A floor without rooms helps nobody, and rooms read out of a survey would be wrong ones.",
    many="No floor plan was found in {count} drawings: {listing}",
    module=__name__,
)
