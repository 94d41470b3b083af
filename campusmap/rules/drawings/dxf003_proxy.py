from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

DXF003 = notice_rule(
    "DXF003",
    "dxf.proxy",
    title="Drawing holds objects of another program without graphics",
    severity=Severity.WARNING,
    fix=(
        "Open it in the program that made it, export to plain AutoCAD (EXPORTTOAUTOCAD, or PROXYGRAPHICS 1), "
        "and save as DXF."
    ),
    trap="Drawing the missing walls by hand from memory.",
    why="Architectural walls and doors travel as proxies, and without graphics they are invisible.",
    module=__name__,
)
