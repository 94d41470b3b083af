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
    id="REQ010",
    title="No parking area is labelled",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No parking area has a name on the campus map",
    source=citations.PARKING,
    fix="Draw the car parks in the site areas file as kind parking, with the names that people use.",
    trap="Naming them by capacity.",
    bad=without_area("parking"),
    good=clean(),
)
def no_parking(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Cars, buses and parents are sent to car parks by name."""
    if not is_ground_answered(context, "parking"):
        yield hit(campus)
