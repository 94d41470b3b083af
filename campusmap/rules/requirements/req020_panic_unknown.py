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
    id="REQ020",
    title="Panic buttons of classrooms are not known",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="For {blank} of {total} nobody has recorded whether there is a panic button",
    source=citations.LOCKABLE_ROOMS,
    fix="Enter yes or no in the column `panic` of the room list.",
    trap="Counting the telephone app as a button in every room.",
    bad=with_spaces(panic=""),
    good=clean(),
)
def panic_unknown(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """An alarm names its room, and the map must have it."""
    rooms = [s for floor in context.floors for s in floor.spaces if s.use is Use.CLASSROOM]
    blank = [room for room in rooms if read_yes_no(room.panic) is None]
    if blank:
        yield hit(campus, blank=len(blank), total=count_of(len(rooms), "classroom"))
