from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.project import Verified
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus_entry
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ003",
    title="Walk-through is dated after the issue",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="The walk-through is dated {when}, after the issue date",
    source=citations.WALK_THROUGH,
    fix="Correct the date of `verified` under [campus], or issue the kit after the walk-through.",
    trap="Moving the issue date.",
    bad=with_campus_entry(verified=Verified("A. Green", date(2027, 1, 1))),
    good=clean(),
)
def walk_through_in_the_future(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A record of something that has not happened is no record."""
    verified = context.project.campus.verified
    if verified and verified.when > context.today:
        yield hit(campus, when=verified.when.isoformat())
