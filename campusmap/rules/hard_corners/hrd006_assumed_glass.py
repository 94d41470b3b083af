from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from campusmap.model.analysis import Outcome
from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_hard_corners
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="HRD006",
    title="Hard corners rest on assumed glass",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="The hard corners of {rooms} are computed as if the glass were {assumed}",
    source=citations.LOCKABLE_ROOMS,
    fix="Survey the doors' glass and enter it in the openings table.",
    trap="Assuming the glass that gives the largest corner.",
    bad=with_hard_corners(Outcome.HARD_CORNER, status="confirmed", assumed="narrow lite 5 x 33 in"),
    good=clean(),
)
def assumed_glass(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """An assumption that is not written on the sheet is taken for a fact."""
    rooms: dict[str, set[str]] = defaultdict(set)
    for corner in context.analysis.hard_corners:
        if corner.assumed and corner.status != "rejected":
            rooms[corner.assumed].add(corner.space)
    for assumed, ids in sorted(rooms.items()):
        yield hit(campus, rooms=count_of(len(ids), "room"), assumed=assumed)
