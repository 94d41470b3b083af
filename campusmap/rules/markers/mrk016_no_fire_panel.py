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
    id="MRK016",
    title="No fire alarm panel on the campus",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No fire alarm control panel or annunciator is on the map, and no row states that there is none",
    source=citations.FIRE_SYSTEMS,
    fix='List the panel (FACP) in the markers table; if there is none, add a row with status "none".',
    trap="Marking a pull station.",
    bad=without_marker("FACP"),
    good=clean(),
)
def no_fire_panel(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """The panel says where the alarm came from."""
    if not is_answered(context, "FACP", "ANNUNCIATOR"):
        yield hit(campus)
