from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.devices import is_answered
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, without_marker
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="MRK017",
    title="No hazard is marked",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No hazard is on the map, and no row states that there is none",
    source=citations.HAZARDS,
    fix=(
        "List chemical stores, fuel, pool chlorine and the like as HAZARD; if there is none, add a row with "
        'status "none".'
    ),
    trap="Writing none without asking the science department and the custodian.",
    bad=without_marker("HAZARD"),
    good=clean(),
)
def no_hazards(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """An empty map may mean that there are none, or that nobody looked."""
    if not is_answered(context, "HAZARD"):
        yield hit(campus)
