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
    id="MRK019",
    title="No air-handling shut-off on the campus",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="No shut-off for heating and air handling is on the map, and no row states that there is none",
    source=citations.UTILITIES,
    fix='List it as HVAC_SHUTOFF in the markers table; if there is none, add a row with status "none".',
    trap="Marking a thermostat.",
    bad=without_marker("HVAC_SHUTOFF"),
    good=clean(),
)
def no_air_handling_shutoff(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Smoke or a spill outside is drawn in by the fans."""
    if not is_answered(context, "HVAC_SHUTOFF"):
        yield hit(campus)
