from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Contact
from campusmap.model.source import Ref
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ005",
    title="Emergency contact without telephone or radio",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{name} ({role}) has neither a telephone number nor a radio call sign",
    source=citations.CONTACTS,
    fix="Enter `phone` or `radio` in the contacts table.",
    trap="Entering the number of a desk that is empty at night.",
    bad=with_campus(contacts=(Contact("Principal", "A. Green"), Contact("Custodian", "B. Brown", phone="555-0102"))),
    good=clean(),
)
def contact_without_number(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A name alone cannot be called."""
    for contact in campus.contacts:
        if not (contact.phone or contact.radio):
            yield hit(campus, name=contact.name, role=contact.role or "no role", ref=Ref("contacts"))
