from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Campus
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.demo import TWO_BUILDINGS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_building
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="BLD002",
    title="Two buildings carry the same number",
    severity=Severity.ERROR,
    applies_to=Campus,
    message="{building} carries number {number}, as {other} does",
    source=citations.BUILDING_IDS,
    fix="Look at the walls; correct the number in campus.toml, or re-number one building.",
    trap="Telling them apart by name: the number is what is read out.",
    bad=sketches(TWO_BUILDINGS) + with_building(1, number="1"),
    good=sketches(TWO_BUILDINGS),
)
def repeated_number(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Crews sent to building 1 must not be able to choose."""
    first: dict[str, Building] = {}
    for building in campus.buildings:
        kept = first.setdefault(fold_number(building.number), building)
        if building.number and kept is not building:
            names = (building.name or building.id, kept.name or kept.id)
            yield hit(building, building=names[0], number=building.number, other=names[1])
