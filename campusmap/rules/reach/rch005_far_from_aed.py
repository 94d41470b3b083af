from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.model.project import ReachSettings
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_project, with_ways
from campusmap.rules.rule import Hit, Skip, rule
from campusmap.rules.walks import tell_beyond


@rule(
    id="RCH005",
    title="Rooms are too far from an AED",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: more than {reach} from an AED: {rooms} ({area}): {listing}{proposal}",
    source=citations.AED_TIME,
    fix="Walk it with a watch; hang one more where it helps most, or show the crew the nearest by name.",
    trap="Measuring as the crow flies: walls and stairs take the time.",
    bad=clean() + with_project(reach=ReachSettings(round_trip_s=14.0)) + with_ways(),
    good=clean() + with_ways(),
)
def far_from_aed(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Each minute without a shock costs about a tenth of the chance to live."""
    settings = context.project.reach
    yield from tell_beyond(floor, context, "AED", "round_trip", f"{settings.round_trip_s:.0f} s there and back")
