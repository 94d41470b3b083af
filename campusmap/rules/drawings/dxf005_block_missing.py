from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF005 = notice_rule(
    "DXF005",
    "dxf.block_missing",
    title="Drawing inserts a block that it does not define",
    severity=Severity.WARNING,
    fix="Restore the block from the original drawing, or delete the insert if nothing stood there.",
    trap="Purging the drawing so that the insert goes away.",
    why="Doors are blocks more often than not.",
    many="{count} inserted blocks are not defined: {listing}",
    module=__name__,
)
