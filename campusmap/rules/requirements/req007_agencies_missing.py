from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus, Recipient
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.rule import Hit, Skip, hit, rule

# Words by which a recipient is told, whole words only.
AGENCIES: Final = {
    "law enforcement": (r"\bpolice\b", r"\bsheriff", r"\blaw\b", r"\bpd\b", r"\bsro\b", r"\btrooper", r"\bmarshal"),
    "fire": (r"\bfire\b", r"\bfd\b"),
    "EMS": (r"\bems\b", r"\bambulance", r"\brescue\b", r"\bmedical\b", r"\bparamedic"),
    "the 911 centre": (r"\b9-?1-?1\b", r"\bpsap\b", r"\bdispatch", r"\becc\b", r"\bcommunications\b"),
}


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
    said = " ".join(f"{one.agency} {one.role}".lower() for one in campus.recipients)
    missing = [name for name, words in AGENCIES.items() if not any(re.search(word, said) for word in words)]
    if campus.recipients and missing:
        yield hit(campus, missing=" or ".join(missing))
