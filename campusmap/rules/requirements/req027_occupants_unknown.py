from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Use
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ027",
    title="How many people a classroom holds is not known",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="For {blank} of {total} the number of people is not known",
    source=citations.CONTACTS,
    fix="Enter `occupants` in the room list: the largest class that meets there, with its teacher.",
    trap="Entering the fire marshal's maximum.",
    bad=with_spaces(occupants=None),
    good=clean(),
)
def occupants_unknown(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever is missing is counted against it."""
    rooms = [s for floor in context.floors for s in floor.spaces if s.use is Use.CLASSROOM]
    blank = [room for room in rooms if room.occupants is None]
    if blank:
        yield hit(campus, blank=len(blank), total=count_of(len(rooms), "classroom"))
