from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.project import Verified
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus_entry
from campusmap.rules.rule import Hit, Skip, hit, rule

MAX_AGE_DAYS: Final = 365  # NJSA 18A:41-7.1; elsewhere a tool default


@rule(
    id="REQ002",
    title="Walk-through is over a year old",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="The last walk-through was on {when}, {days} days before the issue date",
    source=citations.YEARLY,
    fix="Walk the campus again and enter the new date.",
    trap="Entering a new date without walking.",
    bad=with_campus_entry(verified=Verified("A. Green", date(2024, 9, 1))),
    good=clean(),
)
def old_walk_through(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Doors, locks and room numbers change every summer."""
    verified = context.project.campus.verified
    days = (context.today - verified.when).days if verified else 0
    if verified and days > MAX_AGE_DAYS:
        yield hit(campus, when=verified.when.isoformat(), days=days)
