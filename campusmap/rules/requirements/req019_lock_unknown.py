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
    id="REQ019",
    title="Whether classrooms lock from the inside is not known",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="For {blank} of {total} nobody has recorded whether there is a lock that is worked from inside",
    source=citations.LOCKABLE_ROOMS,
    fix="Enter in the column `lockable` of the room list what was tried at each door.",
    trap="Entering what the specification says.",
    bad=with_spaces(lockable=""),
    good=clean(),
)
def lock_unknown(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A room that does not lock is left, not stayed in."""
    rooms = [s for floor in context.floors for s in floor.spaces if s.use is Use.CLASSROOM]
    blank = [room for room in rooms if read_yes_no(room.lockable) is None]
    if blank:
        yield hit(campus, blank=len(blank), total=count_of(len(rooms), "classroom"))
