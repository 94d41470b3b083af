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
    id="MRK018",
    title="No sprinkler valve or riser on the campus",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="No sprinkler valve or riser is on the map, and no row states that there is none",
    source=citations.FIRE_SYSTEMS,
    fix='List valves and risers in the markers table; if there are no sprinklers, add a row with status "none".',
    trap="Marking sprinkler heads.",
    bad=without_marker("SPRINKLER_VALVE"),
    good=clean(),
)
def no_sprinkler_shutoff(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A fire crew wants the valve open, and a flooded crew wants it closed."""
    if not is_answered(context, "SPRINKLER_VALVE", "RISER"):
        yield hit(campus)
