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
    id="MRK010",
    title="No AED on the campus",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No AED is on the map, and no row states that there is none",
    source=citations.AEDS,
    fix='List the AEDs in the markers table; if there is none, add a row with status "none".',
    trap="Leaving it out because everybody knows where it hangs.",
    bad=without_marker("AED"),
    good=clean(),
)
def no_aed(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A map without AEDs does not say whether there are any."""
    if not is_answered(context, "AED"):
        yield hit(campus)
