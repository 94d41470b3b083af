from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

PLC033 = notice_rule(
    "PLC033",
    "place.beside_floors",
    title="Walls beside the floor plan were left out",
    severity=Severity.WARNING,
    fix="If it is a part of this floor, give the floor a `window` round both in campus.toml; else nothing.",
    trap="Taking a wing of the building for an elevation.",
    why="Elevations and sections are drawn on wall layers; so are detached wings.",
    module=__name__,
)
