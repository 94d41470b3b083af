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
    id="MRK015",
    title="No electric shut-off on the campus",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No electric shut-off is on the map, and no row states that there is none",
    source=citations.UTILITIES,
    fix='List the main switches in the markers table; if there is none, add a row with status "none".',
    trap="Marking every panel board: the main switch is what is meant.",
    bad=without_marker("ELECTRIC_SHUTOFF"),
    good=clean(),
)
def no_electric_shutoff(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Power is cut, or kept on, on purpose."""
    if not is_answered(context, "ELECTRIC_SHUTOFF"):
        yield hit(campus)
