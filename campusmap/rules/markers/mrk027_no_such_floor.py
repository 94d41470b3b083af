from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

MRK027 = notice_rule(
    "MRK027",
    "marker.no_such_floor",
    title="Marker names a building or floor that does not exist",
    severity=Severity.WARNING,
    fix="Give the row the building's and floor's id, code or name of today, or place the marker again in the editor.",
    trap="Clearing the cell: a device would be on no floor, and a row that says none would speak for the whole campus.",
    why="A device on no floor is on no plan, and nobody is led to it.",
    many="{count} markers name a building or floor that does not exist: {listing}",
    module=__name__,
)
