from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ024",
    title="School has no state number or address",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="The page headers lack {missing}",
    source=citations.PAGE_HEADER,
    fix="Set `state_id` and `address` under [campus].",
    trap="Entering the district's address.",
    bad=with_campus(state_id="", address=""),
    good=clean(),
)
def no_state_id(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Two schools of one name lie in one county."""
    given = {"the state number": campus.state_id, "the address": campus.address}
    missing = " and ".join(name for name, text in given.items() if not text)
    if missing:
        yield hit(campus, missing=missing)
