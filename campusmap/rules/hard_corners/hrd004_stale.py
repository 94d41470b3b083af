from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.analysis import Outcome
from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, with_hard_corners
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="HRD004",
    title="Judged hard corner no longer fits the plan",
    severity=Severity.WARNING,
    applies_to=Space,
    message="The hard corner of {room}, {word} {when}, no longer fits the plan",
    many="{count} judged hard corners no longer fit the plan: {listing}",
    source=citations.CLASSROOM_SECURITY,
    fix="Look at the room again and enter the result in the survey table.",
    trap="Copying the old date.",
    codes=("hard_corner.stale",),
    bad=with_hard_corners(Outcome.HARD_CORNER, status="stale"),
    good=clean(),
)
def stale(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """A corner that was out of sight before the new window was put in."""
    corners = [corner for corner in context.analysis.hard_corners if corner.space == space.id]
    said = any(n.code == "hard_corner.stale" and n.subject == space.id for n in context.notices)
    old = next((corner for corner in corners if corner.status in ("stale", "rejected")), None)
    if said or (old is not None and old.status == "stale"):
        word = "rejected" if old is not None and old.status == "rejected" else "confirmed"
        yield hit(space, room=describe(space), word=word, when=(old.confirmed_on if old else "") or "earlier")
