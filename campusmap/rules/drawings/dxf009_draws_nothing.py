from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF009 = notice_rule(
    "DXF009",
    "dxf.empty_block",
    "dxf.zero_scale",
    title="Inserted block draws nothing",
    severity=Severity.NOTE,
    fix="Check the insert in the drawing; delete it, or give the block its content and its scale back.",
    trap="Ignoring it on a door layer.",
    why="An empty block on a door layer is a door that is missing.",
    many="{count} inserts draw nothing: {listing}",
    module=__name__,
)
