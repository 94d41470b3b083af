from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Space
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM018",
    title="Drawing carries another number than the wall",
    severity=Severity.NOTE,
    applies_to=Space,
    message="The drawing says {drawn}; the sign says {posted}, which is what the map shows",
    many="{count} rooms are numbered otherwise in the drawing than on the wall: {listing}",
    source=citations.USED_LABELS,
    fix="Correct the number in the drawing; the map goes by the sign meanwhile.",
    trap="Changing `posted_number` to agree with the drawing without going to look.",
    bad=with_spaces("101", posted_number="109"),
    good=clean(),
)
def drawing_not_the_wall(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """The sign is what a caller reads out."""
    if space.posted_number and space.number and fold_number(space.posted_number) != fold_number(space.number):
        yield hit(space, drawn=space.number, posted=space.posted_number)
