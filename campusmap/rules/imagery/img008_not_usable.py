from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

IMG008 = notice_rule(
    "IMG008",
    "imagery.outside",
    "imagery.no_world",
    title="Aerial picture could not be laid on the campus",
    severity=Severity.WARNING,
    source=citations.AERIAL,
    fix="Add its world file (.jgw, .pgw, .tfw) or a GeoTIFF, and state its `crs` where the file states none.",
    trap="Making up a world file by eye.",
    why="A picture that does not say where it lies is left out.",
    module=__name__,
)
