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
    id="REQ016",
    title="No command post is proposed",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="The campus map has no place for the command post",
    source=citations.COMMAND_SITES,
    fix="Agree on one with the responders, and enter it as COMMAND_POST in the markers table or as a site area.",
    trap="Proposing the principal's office.",
    bad=without_marker("COMMAND_POST"),
    good=clean(),
)
def no_command_post(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """The first ten minutes go into finding where to meet."""
    if not is_answered(context, "COMMAND_POST") and not any(area.kind == "command_post" for area in campus.areas):
        yield hit(campus)
