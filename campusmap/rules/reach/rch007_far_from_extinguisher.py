from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.model.project import ReachSettings
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_project, with_ways
from campusmap.rules.rule import Hit, Skip, rule
from campusmap.rules.walks import say_length, tell_beyond


@rule(
    id="RCH007",
    title="Rooms are too far from a fire extinguisher",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: more than {reach} from an extinguisher on the map: {rooms} ({area}): {listing}{proposal}",
    source=citations.EXTINGUISHER_REACH,
    fix="List the extinguishers that hang there but are not in the markers table; ask the fire marshal about the rest.",
    trap="Taking a short list for a fault of the building: most often the list is short.",
    bad=clean() + with_project(reach=ReachSettings(extinguisher_m=2.0)) + with_ways(),
    good=clean() + with_ways(),
)
def far_from_extinguisher(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A fire that is small for a minute is put out by who has an extinguisher at hand."""
    settings = context.project.reach
    yield from tell_beyond(floor, context, "EXTINGUISHER", "distance", say_length(settings.extinguisher_m))
