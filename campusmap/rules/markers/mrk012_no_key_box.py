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
    id="MRK012",
    title="No key box on the campus",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No key box or key cabinet is on the map, and no row states that there is none",
    source=citations.KEY_BOXES,
    fix='List it in the markers table, with its door; if there is none, add a row with status "none".',
    trap="Leaving it out for secrecy: the audience of the kit is who it hangs there for.",
    bad=without_marker("KEY_BOX"),
    good=clean(),
)
def no_key_box(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Without the keys a crew breaks doors that it needs closed later."""
    if not is_answered(context, "KEY_BOX", "KEY_CABINET"):
        yield hit(campus)
