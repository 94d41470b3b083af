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
    id="REQ014",
    title="No assembly place is marked",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="The campus map has no assembly place",
    source=citations.COMMAND_SITES,
    fix="Agree on one with the responders, and enter it as ASSEMBLY in the markers table or as a site area.",
    trap="Marking a place inside the reach of the fire hose.",
    bad=without_marker("ASSEMBLY"),
    good=clean(),
)
def no_assembly(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever leaves the building must know where to."""
    if not is_answered(context, "ASSEMBLY") and not any(area.kind == "assembly" for area in campus.areas):
        yield hit(campus)
