from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from campusmap.model.finding import Severity
from campusmap.model.project import Waiver
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="WVR001",
    title="Waiver has run out",
    severity=Severity.WARNING,
    applies_to=Waiver,
    message="The waiver of {rule} for {subject} ran out on {until}",
    source=citations.TOOL,
    fix="Mend the fault; or renew the waiver with a reason and a new date in campus.toml.",
    trap="Setting the date to the far future.",
    bad=with_project(waiver=(Waiver("NUM002", "main/1/101", "sign ordered", date(2025, 12, 31)),)),
    good=clean(),
)
def expired(waiver: Waiver, context: Evidence) -> Iterator[Hit | Skip]:
    """A waiver is a promise with a date."""
    if waiver.until < context.today:
        yield hit(waiver, rule=waiver.rule, subject=waiver.subject, until=waiver.until.isoformat())
