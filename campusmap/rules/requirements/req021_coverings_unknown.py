from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_all_openings
from campusmap.rules.glass import classroom_glass
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ021",
    title="Coverings of classroom glass are not known",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="For {blank} of {total} in classroom walls and doors nobody has recorded a covering",
    source=citations.LOCKABLE_ROOMS,
    fix="Enter `covering` in the openings table: none, blind, film, curtain.",
    trap="Entering the blinds that were ordered.",
    bad=with_all_openings(glazing="full lite", covering=""),
    good=clean(),
)
def coverings_unknown(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A blind that comes down in two seconds hides a class."""
    glass = classroom_glass(context)
    blank = [opening for opening in glass if not opening.covering]
    if blank:
        yield hit(campus, blank=len(blank), total=count_of(len(glass), "glazed opening"))
