from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_campus
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import unplaced_because


@rule(
    id="PLC015",
    title="Nothing of the campus has coordinates",
    severity=Severity.ERROR,
    applies_to=Campus,
    message="No footprint and no floor is placed, so the map has neither north nor grid nor coordinates",
    source=citations.GRID,
    fix="Place at least one floor, or add a footprints file.",
    trap="Handing out the floors as they are: nobody can say where on the campus they lie.",
    bad=with_campus(north=None, grid=None),
    good=clean(),
)
def nothing_placed(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A school-mapping law asks for true north and a grid."""
    if not context.is_placed and not any(unplaced_because(floor, context) for floor in context.floors):
        yield hit(campus)
