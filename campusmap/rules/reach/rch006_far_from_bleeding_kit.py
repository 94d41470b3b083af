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
    id="RCH006",
    title="Rooms are too far from a bleeding control kit",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: more than {reach} from a bleeding control kit: {rooms} ({area}): {listing}{proposal}",
    source=citations.KIT_REACH,
    fix="Walk it with a watch; hang one more where it helps most.",
    trap="Counting a kit in a locked office: nobody gets at it.",
    bad=clean() + with_project(reach=ReachSettings(round_trip_s=14.0)) + with_ways(),
    good=clean() + with_ways(),
)
def far_from_bleeding_kit(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Heavy bleeding kills within minutes, before a crew is there."""
    settings = context.project.reach
    yield from tell_beyond(
        floor, context, "BLEEDING_KIT", "round_trip", f"{settings.round_trip_s:.0f} s there and back"
    )
