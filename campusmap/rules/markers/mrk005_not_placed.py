from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

MRK005 = notice_rule(
    "MRK005",
    "marker.not_placed",
    title="Marker could not be put on the map",
    severity=Severity.WARNING,
    fix="Give the row a room, a door, lon and lat, or x and y in the floor's drawing.",
    trap="Dropping the row.",
    why="What is in the list and not on the map is missed by whoever looks at the map.",
    many="{count} markers could not be put on the map: {listing}",
    module=__name__,
)
