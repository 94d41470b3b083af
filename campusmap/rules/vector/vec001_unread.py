from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC001 = notice_rule(
    "VEC001",
    "vector.unread",
    title="Feature of a vector file could not be read",
    severity=Severity.WARNING,
    fix="Open the file in a GIS program, check the feature's geometry, and save it again.",
    trap="Deleting the feature.",
    why="A building or room that is not read is not on the map.",
    many="{count} features could not be read: {listing}",
    module=__name__,
)
