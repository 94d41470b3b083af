from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, spaces
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="HRD005",
    title="Hard corner holds fewer people than the room",
    severity=Severity.WARNING,
    applies_to=Space,
    message="The hard corner of {room} holds about {capacity} of its {occupants} people",
    many="{count} hard corners hold fewer people than their rooms: {listing}",
    source=citations.CLASSROOM_SECURITY,
    fix="Cover the glass so that the corner grows, or name a second room for the rest of the class.",
    trap="Lowering the area per person in campus.toml.",
    bad=spaces("101", occupants=60),
    good=clean(),
)
def too_small(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Classes that do not fit are a failure that was reported again and again."""
    corners = [c for c in context.analysis.hard_corners if c.space == space.id and c.status != "rejected"]
    capacity = sum(corner.capacity for corner in corners)
    if corners and space.occupants is not None and capacity < space.occupants:
        yield hit(space, room=describe(space), capacity=capacity, occupants=space.occupants)
