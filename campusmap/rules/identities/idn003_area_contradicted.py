from __future__ import annotations

from campusmap.model.finding import Severity
from campusmap.rules import citations
from campusmap.rules.notices import notice_rule

IDN003 = notice_rule(
    "IDN003",
    "area.contradicted",
    title="Area drawn by hand lies where something else is by now",
    severity=Severity.WARNING,
    source=citations.STABLE_IDS,
    fix="Draw the area again as it is, or delete it in the editor.",
    trap="Moving the building's footprint.",
    why="Cars and people are sent to an area that has been built on, or that stands on the map twice.",
    many="{count} areas drawn by hand lie where something else is by now: {listing}",
    module=__name__,
)
