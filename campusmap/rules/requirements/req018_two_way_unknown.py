from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Use
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.safety.words import read_yes_no


@rule(
    id="REQ018",
    title="Two-way communication of classrooms is not known",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="For {blank} of {total} nobody has recorded whether there is two-way communication",
    source=citations.LOCKABLE_ROOMS,
    fix="Enter yes or no in the column `two_way` of the room list.",
    trap="Filling the column down with yes.",
    bad=with_spaces(two_way=""),
    good=clean(),
)
def two_way_unknown(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Whether the office can hear a room decides whom it asks."""
    rooms = [s for floor in context.floors for s in floor.spaces if s.use is Use.CLASSROOM]
    blank = [room for room in rooms if read_yes_no(room.two_way) is None]
    if blank:
        yield hit(campus, blank=len(blank), total=count_of(len(rooms), "classroom"))
