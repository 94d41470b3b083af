from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, without_area
from campusmap.rules.grounds import is_ground_answered
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ011",
    title="No athletic field, court or playground is labelled",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No field, courtyard or playground has a name on the campus map",
    source=citations.FIELDS,
    fix="Draw fields, courtyards and playgrounds in the site areas file, with their names.",
    trap="Leaving the fields to the aerial picture: it has no names.",
    bad=without_area("field"),
    good=clean(),
)
def no_field(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Children are outside for a part of every day."""
    if not is_ground_answered(context, "field", "courtyard", "playground"):
        yield hit(campus)
