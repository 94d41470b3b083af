from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.rules import citations
from campusmap.rules.corners import corners_of
from campusmap.rules.evidence import Evidence, describe
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="HRD005",
    title="Hard corners hold fewer people than their rooms",
    severity=Severity.WARNING,
    applies_to=Floor,
    message="{floor}: {rooms} with more people than fit out of the line of sight: {listing}",
    source=citations.CLASSROOM_SECURITY,
    fix="Cover the glass so that the corner grows, or name a second room for the rest of the class.",
    trap="Lowering the area per person in campus.toml.",
    bad=with_spaces("101", occupants=60),
    good=clean(),
)
def too_small(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Classes that do not fit are a failure that was reported again and again."""
    capacity: Counter[str] = Counter()
    for space, corner in corners_of(floor, context):
        if corner.status != "rejected":
            capacity[space.id] += corner.capacity
    short = [s for s in floor.spaces if s.id in capacity and capacity[s.id] < (s.occupants or 0)]
    if short:
        listing = list_first(sorted(f"{describe(s)} ({capacity[s.id]} of {s.occupants})" for s in short))
        yield hit(floor, floor=floor.name or floor.id, rooms=count_of(len(short), "room"), listing=listing)
