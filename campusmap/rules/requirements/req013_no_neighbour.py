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
    id="REQ013",
    title="No neighbouring property is named",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No neighbouring property has a name on the campus map",
    source=citations.NEIGHBOURS,
    fix="Draw the houses and grounds next door in the site areas file as kind neighbour, with what they are.",
    trap="Naming the owners: they change, and they are private.",
    bad=without_area("neighbour"),
    good=clean(),
)
def no_neighbour(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A cordon runs through the neighbours."""
    if not is_ground_answered(context, "neighbour"):
        yield hit(campus)
