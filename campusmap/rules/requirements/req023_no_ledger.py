from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_evidence
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ023",
    title="Identities and grid are not frozen yet",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="There is no ledger, so identities and grid may still change from build to build",
    source=citations.STABLE_IDS,
    fix="Run `campusmap issue` once the kit is right: it writes ledger.json, which is kept with the campus folder.",
    trap="Writing ledger.json by hand.",
    bad=with_evidence(ledger_present=False),
    good=clean(),
)
def no_ledger(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A grid cell that is said today must be the same cell tomorrow."""
    if not context.ledger_present:
        yield hit(campus)
