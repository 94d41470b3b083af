from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, numbered_rooms
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ026",
    title="Numbers on the walls were not recorded",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="No room has a posted number: nobody has recorded that the drawing says what the signs say",
    source=citations.USED_LABELS,
    fix="Take the sign list along on the walk-through, and enter `posted_number` in the room list.",
    trap="Copying the drawing's numbers into the column.",
    bad=with_spaces(posted_number=""),
    good=clean(),
)
def signs_not_compared(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """The number on the wall is what a caller reads out."""
    rooms = [room for floor in context.floors for room in numbered_rooms(floor)]
    if rooms and not any(room.posted_number for room in rooms):
        yield hit(campus)
