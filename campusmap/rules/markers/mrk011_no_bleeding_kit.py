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
    id="MRK011",
    title="No bleeding control kit on the campus",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="No bleeding control kit is on the map, and no row states that there is none",
    source=citations.TRAUMA_KITS,
    fix='List the kits in the markers table; if there is none, add a row with status "none".',
    trap="Counting first-aid boxes: they hold no tourniquet.",
    bad=without_marker("BLEEDING_KIT"),
    good=clean(),
)
def no_bleeding_kit(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Bleeding is stopped in minutes, by whoever is nearest."""
    if not is_answered(context, "BLEEDING_KIT"):
        yield hit(campus)
