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
    id="MRK014",
    title="No water shut-off on the campus",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No water shut-off is on the map, and no row states that there is none",
    source=citations.UTILITIES,
    fix='List the water shut-offs in the markers table; if there is none, add a row with status "none".',
    trap="Marking the meter in the street: it takes the water company's key.",
    bad=without_marker("WATER_SHUTOFF"),
    good=clean(),
)
def no_water_shutoff(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A sprinkler that has gone off floods a floor in minutes."""
    if not is_answered(context, "WATER_SHUTOFF"):
        yield hit(campus)
