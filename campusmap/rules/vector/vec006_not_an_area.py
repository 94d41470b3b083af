from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules.notices import notice_rule

VEC006 = notice_rule(
    "VEC006",
    "footprint.not_area",
    title="Footprint or site area has a shape that cannot be used",
    severity=Severity.WARNING,
    fix="Draw it as a closed polygon (roads may be lines).",
    trap="Closing it with a straight line across the site.",
    why="A line is not a building.",
    many="{count} shapes cannot be used: {listing}",
    module=__name__,
)
