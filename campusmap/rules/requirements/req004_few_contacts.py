from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.listing import count_of
from campusmap.rules.rule import Hit, Skip, hit, rule

MIN_CONTACTS: Final = 2  # Ark. Code 6-10-125


@rule(
    id="REQ004",
    title="Fewer than two emergency contacts",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{count} listed; two are asked for",
    source=citations.CONTACTS,
    fix="Enter at least two people in the contacts table, with telephone numbers that are answered out of hours.",
    trap="Entering the school office twice.",
    bad=with_campus(contacts=()),
    good=clean(),
)
def few_contacts(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Somebody must be able to say what the map does not."""
    if len(campus.contacts) < MIN_CONTACTS:
        yield hit(campus, count=count_of(len(campus.contacts), "emergency contact"))
