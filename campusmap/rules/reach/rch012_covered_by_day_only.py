from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Floor
from campusmap.model.walking import Coverage
from campusmap.rules import citations
from campusmap.rules.devices import name_kind
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_walking
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.walks import list_spaces

LIMITS: Final = frozenset({"round_trip", "distance"})  # the strictest of a kind


@rule(
    id="RCH012",
    title="Device can be had at some hours only",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="{floor}: outside the hours in the markers table {rooms} are too far from any {kind}: {listing}",
    source=citations.AED_UNLOCKED,
    fix="Hang one where it can be had whenever people are in the building, games and evening classes included.",
    trap="Deleting the hours from the table.",
    bad=clean() + with_walking(coverages=(Coverage("main/1", "AED", "after_hours", spaces=("main/1/101",)),)),
    good=clean(),
)
def covered_by_day_only(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """Gyms are full when offices are locked."""
    walking = context.analysis.walking
    own = [c for c in walking.coverages if c.place == floor.id and c.limit in LIMITS]
    by_day = {(c.kind, space) for c in own for space in c.spaces}
    for coverage in walking.coverages:
        lost = tuple(space for space in coverage.spaces if (coverage.kind, space) not in by_day)
        if (coverage.place, coverage.limit) == (floor.id, "after_hours") and lost:
            yield hit(
                floor, floor=floor.name or floor.id, rooms=count_of(len(lost), "room"),
                kind=name_kind(coverage.kind), listing=list_spaces(context, lost),
            )  # fmt: skip
