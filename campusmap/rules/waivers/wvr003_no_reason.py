from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from campusmap.model.finding import Severity
from campusmap.model.project import Waiver
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_project, without_marker
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="WVR003",
    title="Waiver gives no reason",
    severity=Severity.WARNING,
    applies_to=Waiver,
    message="The waiver of {rule} for {subject} gives no reason",
    source=citations.TOOL,
    fix="Write in `reason` who decided it and why.",
    trap="Writing OK.",
    bad=without_marker("AED") + with_project(waiver=(Waiver("MRK010", "sketch", " ", date(2026, 12, 31)),)),
    good=without_marker("AED")
    + with_project(waiver=(Waiver("MRK010", "sketch", "AED ordered, board 3 Feb", date(2026, 12, 31)),)),
)
def no_reason(waiver: Waiver, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever reads the report next year must be able to judge it."""
    if not waiver.reason.strip():
        yield hit(waiver, rule=waiver.rule, subject=waiver.subject)
