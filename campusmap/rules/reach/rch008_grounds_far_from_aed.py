from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import SiteArea
from campusmap.model.walking import Fetch
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_walking
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.units import say_length


@rule(
    id="RCH008",
    title="Field or lot is too far from an AED",
    severity=Severity.NOTE,
    applies_to=SiteArea,
    message="{area}: the farthest corner is {length} and about {seconds:.0f} s on foot from the nearest AED",
    source=citations.AED_OUTDOORS,
    fix="Take a portable AED out for games and practice, or hang one outdoors; walk the way with a watch.",
    trap="Counting on a door that is locked after school.",
    bad=clean() + with_walking(fetches=(Fetch("a-field", "AED", "m-aed", 210.0, 140.0),)),
    good=clean() + with_walking(fetches=(Fetch("a-field", "AED", "m-aed", 60.0, 40.0),)),
)
def grounds_far_from_aed(area: SiteArea, context: Evidence) -> Iterator[Hit | Skip]:
    """Hearts stop at sport, outdoors."""
    for fetch in context.analysis.walking.fetches:
        if (fetch.place, fetch.kind) == (area.id, "AED") and fetch.seconds > context.project.reach.one_way_s:
            yield hit(area, area=area.name or area.id, length=say_length(fetch.metres), seconds=fetch.seconds)
