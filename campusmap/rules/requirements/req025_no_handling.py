from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus_entry
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="REQ025",
    title="How the kit may be handed on is not stated",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="The sheets carry no statement of confidentiality",
    source=citations.CONFIDENTIAL,
    fix="Set `handling` under [campus], with the statute that exempts the plans from public records in your state.",
    trap="Copying another state's statute.",
    bad=with_campus_entry(handling=""),
    good=clean(),
)
def no_handling(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A plan that is found on a desk must say that it is not public."""
    if not context.project.campus.handling.strip():
        yield hit(campus)
