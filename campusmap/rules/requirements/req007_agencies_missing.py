from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Recipient
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.recipients import missing_agencies
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ007",
    title="Agency missing among the recipients",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="No recipient is {missing}",
    source=citations.DELIVERY,
    fix="Add the agency to the recipients table.",
    trap="Counting on one agency to hand its copy on.",
    bad=with_campus(recipients=(Recipient("Police Department", "law enforcement"),)),
    good=clean(),
)
def agencies_missing(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """All four come, and each looks at its own copy."""
    missing = missing_agencies(campus)
    if campus.recipients and missing:
        yield hit(campus, missing=" or ".join(missing))
