from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Opening
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_doors
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.safety.lookup import door_number


@rule(
    id="SVY007",
    title="Drawing carries another door number than the door",
    severity=Severity.NOTE,
    applies_to=Opening,
    message="The drawing says door {drawn}; its sign says {posted}, which is what the map shows",
    many="{count} doors are numbered otherwise in the drawing than on the door: {listing}",
    source=citations.USED_LABELS,
    fix="Correct the number in the drawing; the map goes by the sign meanwhile.",
    trap="Changing `posted_number` to agree with the drawing without going to look.",
    bad=with_doors(number="1", posted_number="9"),
    good=clean(),
)
def door_sign_differs(door: Opening, context: Evidence) -> Iterator[Hit | Skip]:
    """A crew that is sent to door 9 looks for a 9."""
    if door.posted_number and door.number and door_number(door.posted_number) != door_number(door.number):
        yield hit(door, drawn=door.number, posted=door.posted_number)
