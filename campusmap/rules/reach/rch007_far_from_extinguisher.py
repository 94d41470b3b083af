from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.model.settings import ReachSettings
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_project, with_ways
from campusmap.rules.footways import tell_building_beyond
from campusmap.rules.rule import Hit, Skip, rule
from campusmap.units import say_length


@rule(
    id="RCH007",
    title="Rooms are too far from a fire extinguisher",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{building}: more than {reach} from an extinguisher on the map ({area}): {floors}{proposal}",
    source=citations.EXTINGUISHER_REACH,
    fix="List the extinguishers that hang there but are not in the markers table; ask the fire marshal about the rest.",
    trap="Taking a short list for a fault of the building: most often the list is short.",
    bad=clean() + with_project(reach=ReachSettings(extinguisher_m=2.0)) + with_ways(),
    good=clean() + with_ways(),
)
def far_from_extinguisher(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A fire that is small for a minute is put out by who has an extinguisher at hand."""
    settings = context.project.reach
    reach = say_length(settings.extinguisher_m)
    yield from tell_building_beyond(building, context, "EXTINGUISHER", "distance", reach)
