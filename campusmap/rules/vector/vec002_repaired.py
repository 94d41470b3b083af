from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC002 = notice_rule(
    "VEC002",
    "vector.repaired",
    title="Feature of a vector file had an invalid shape and was repaired",
    severity=Severity.NOTE,
    fix="Look at the shape on the campus map; mend the feature in the GIS program if it is not as it should be.",
    trap="Buffering everything by a metre.",
    why="A repair is a guess about what was meant.",
    many="{count} shapes were repaired: {listing}",
    module=__name__,
)
