from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

ROM041 = notice_rule(
    "ROM041",
    "rooms.label_borrowed",
    title="Room numbers or names were read from a layer for other texts",
    severity=Severity.NOTE,
    fix="Compare some rooms with the drawing; name the layer under [layers] as label, or as ignore if it labels none.",
    trap="Naming a layer as label that holds door or sheet numbers, too.",
    why="What stands among notes may number a door, a detail or a sheet and only look like a room's number.",
    module=__name__,
)
