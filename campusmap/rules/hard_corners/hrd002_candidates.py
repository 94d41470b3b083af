from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.analysis import Outcome
from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.corners import corners_of
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, with_hard_corners
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="HRD002",
    title="Hard corners that nobody has confirmed on site",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: {corners} computed and not confirmed on site: {listing}",
    source=citations.CLASSROOM_SECURITY,
    fix=(
        "Stand in the corner with the door shut, and again with it open; enter confirmed or rejected in the "
        "survey table."
    ),
    trap="Confirming them at the desk.",
    bad=with_hard_corners(Outcome.HARD_CORNER, status="candidate"),
    good=clean(),
)
def candidates(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """A drawing does not show cabinets, and glass is often not as drawn."""
    rooms = {describe(space) for space, corner in corners_of(floor, context) if corner.status == "candidate"}
    if rooms:
        corners = count_of(len(rooms), "hard corner")
        yield hit(floor, floor=floor.name or floor.id, corners=corners, listing=list_first(sorted(rooms)))
