from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

IMG010 = notice_rule(
    "IMG010",
    "imagery.partial",
    title="Aerial picture does not reach the edge of the campus",
    severity=Severity.NOTE,
    source=citations.AERIAL,
    fix="Add the neighbouring picture tile as another [[imagery]].",
    trap="Stretching the picture until it reaches.",
    why="The blank part of the map is where the roads come in.",
    module=__name__,
)
