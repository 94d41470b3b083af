from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus_entry
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ001",
    title="No walk-through is on record",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No walk-through is on record; every sheet says NOT FIELD-VERIFIED",
    source=citations.WALK_THROUGH,
    fix=(
        "Walk every floor with the printed sheets and a responder, correct what differs, and enter "
        "`verified` (who, when, scope) under [campus]."
    ),
    trap="Entering the date of the drawing.",
    bad=with_campus_entry(verified=None),
    good=clean(),
)
def no_walk_through(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A drawing shows what was planned; only walking shows what is there."""
    if context.project.campus.verified is None:
        yield hit(campus)
