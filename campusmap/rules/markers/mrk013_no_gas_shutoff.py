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
    id="MRK013",
    title="No gas shut-off on the campus",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No gas shut-off is on the map, and no row states that there is none",
    source=citations.UTILITIES,
    fix='List the gas shut-offs in the markers table; if there is no gas, add a row with status "none".',
    trap="Marking the boiler: the valve is what is closed.",
    bad=without_marker("GAS_SHUTOFF"),
    good=clean(),
)
def no_gas_shutoff(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Gas is shut off before anyone goes in."""
    if not is_answered(context, "GAS_SHUTOFF"):
        yield hit(campus)
