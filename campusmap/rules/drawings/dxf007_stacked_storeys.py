from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF007 = notice_rule(
    "DXF007",
    "dxf.z_bands",
    title="Drawing holds several storeys at several heights",
    severity=Severity.WARNING,
    fix="Save each storey as a drawing of its own.",
    trap="Flattening the drawing: the storeys would lie on one another.",
    why="Walls of two storeys on one sheet make rooms that are on neither.",
    module=__name__,
)
