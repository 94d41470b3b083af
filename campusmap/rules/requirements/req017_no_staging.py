from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.devices import is_answered
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, without_marker
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ017",
    title="No staging area is marked",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="The campus map has no staging area for responders",
    source=citations.COMMAND_SITES,
    fix="Agree on one with the responders, and enter it as STAGING_RESPONDERS in the markers table or as a site area.",
    trap="Marking the bus loop while buses stand in it.",
    bad=without_marker("STAGING_RESPONDERS"),
    good=clean(),
)
def no_staging(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Cars that stop where they arrive block the ambulance."""
    if not is_answered(context, "STAGING_RESPONDERS") and not any(area.kind == "staging" for area in campus.areas):
        yield hit(campus)
