from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from campusmap.model.finding import Severity
from campusmap.model.project import Waiver
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.waiving import covers


@rule(
    id="WVR002",
    title="Waiver covers nothing",
    severity=Severity.NOTE,
    applies_to=Waiver,
    message="The waiver of {rule} for {subject} covers no finding",
    source=citations.TOOL,
    fix="Delete it if the fault is mended; else correct `rule` and `subject` (a model id, a number or a file).",
    trap="Keeping it in case the fault comes back: it would be waived unseen.",
    bad=with_project(waiver=(Waiver("NUM002", "main/1/101", "sign ordered", date(2026, 12, 31)),)),
    good=clean(),
)
def unused(waiver: Waiver, context: Evidence) -> Iterator[Hit | Skip]:
    """A waiver with a mistyped subject waives nothing, and one that is left over waives too much later."""
    if waiver.until >= context.today and not any(covers(waiver, finding) for finding in context.findings):
        yield hit(waiver, rule=waiver.rule, subject=waiver.subject)
