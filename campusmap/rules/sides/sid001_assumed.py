from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean
from campusmap.rules.rule import Change, Hit, Skip, hit, rule


def _assume(given: Evidence) -> Evidence:
    assumed = (replace(o, assumed=True, why="the main entrance is door 1") for o in given.analysis.orientations)
    return replace(given, analysis=replace(given.analysis, orientations=tuple(assumed)))


@rule(
    id="SID001",
    title="Side A is assumed",
    severity=Severity.NOTE,
    applies_to=Building,
    message="Side A of {building} is assumed to face the same way as its main entrance ({why})",
    many="Side A of {count} buildings is assumed to face the same way as their main entrance: {listing}",
    source=citations.SIDES,
    fix='Ask the fire department which side is A, and set `side_a` of the building ("south", or an azimuth).',
    trap="Taking it for granted: side A is the address side, and schools are often entered from another.",
    bad=Change("(nobody has named side A)", (_assume,)),
    good=clean(),
)
def assumed_side(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Crews sent to side C must not find the front door there."""
    for orientation in context.analysis.orientations:
        if orientation.building == building.id and orientation.assumed:
            yield hit(building, building=building.name or building.id, why=orientation.why)
