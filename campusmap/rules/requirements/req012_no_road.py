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
    id="REQ012",
    title="No surrounding road is named",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No road has a name on the campus map",
    source=citations.ROADS,
    fix="Draw the roads round the campus in the site areas file as kind road, with their names.",
    trap="Naming the front road only.",
    bad=without_area("road"),
    good=clean(),
)
def no_road(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """The first car asks which road to come in by."""
    if not is_ground_answered(context, "road"):
        yield hit(campus)
