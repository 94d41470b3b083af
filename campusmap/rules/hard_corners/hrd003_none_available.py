from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.analysis import Outcome
from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.corners import assessed_spaces
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, with_hard_corners
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="HRD003",
    title="Rooms without a hard corner",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor}: no hard corner in {rooms}: {listing}",
    source=citations.CLASSROOM_SECURITY,
    fix="Cover the glass, or name the room that each class goes to; then enter the covering in the openings table.",
    trap="Marking the corner that is seen least.",
    bad=with_hard_corners(Outcome.NONE_AVAILABLE),
    good=clean(),
)
def none_available(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Teachers must know beforehand that their room has no place out of sight."""
    rooms = [describe(s) for s, said in assessed_spaces(floor, context) if said.outcome is Outcome.NONE_AVAILABLE]
    if rooms:
        listing = list_first(sorted(rooms))
        yield hit(floor, floor=floor.name or floor.id, rooms=count_of(len(rooms), "room"), listing=listing)
