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
    id="REQ015",
    title="No reunification place is marked",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="The campus map has no reunification place",
    source=citations.COMMAND_SITES,
    fix="Agree on one with the responders, and enter it as REUNIFICATION in the markers table or as a site area.",
    trap="Marking the front of the school.",
    bad=without_marker("REUNIFICATION"),
    good=clean(),
)
def no_reunification(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Parents come within minutes and need somewhere to be sent."""
    if not is_answered(context, "REUNIFICATION") and not any(area.kind == "reunification" for area in campus.areas):
        yield hit(campus)
