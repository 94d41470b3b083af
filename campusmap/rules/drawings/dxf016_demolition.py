from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF016 = notice_rule(
    "DXF016",
    "dxf.demolition",
    title="Layers for demolition were left out",
    severity=Severity.NOTE,
    fix="Ask whether it has been demolished; if it stands, rename the layer or name it under [layers].",
    trap="Drawing what is to go and what is to come over each other.",
    why="Until the demolition is done, the walls on these layers are still there.",
    module=__name__,
)
