from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.analysis import Outcome
from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, hard_corners
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="HRD003",
    title="Classroom without a hard corner",
    severity=Severity.WARNING,
    applies_to=Space,
    message="All of {room} can be seen through its glass or its open door{why}",
    many="{count} rooms have no hard corner: {listing}",
    source=citations.CLASSROOM_SECURITY,
    fix="Cover the glass, or name the room that its class goes to; then enter the covering in the openings table.",
    trap="Marking the corner that is seen least.",
    bad=hard_corners(Outcome.NONE_AVAILABLE),
    good=clean(),
)
def none_available(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Teachers must know beforehand that their room has no place out of sight."""
    for said in context.analysis.assessments:
        if said.space == space.id and said.outcome is Outcome.NONE_AVAILABLE:
            yield hit(space, room=describe(space), why=f" ({said.why})" if said.why else "")
