from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_building, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule

WIDE = with_project(numbering=Numbering(building_width=4))


@rule(
    id="BLD012",
    title="Building number has another width than the scheme's",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{number} is the number of {building}; by the scheme it has {width} characters",
    source=citations.BUILDING_IDS,
    fix="Write the number as on the wall, or correct `building_width` in [numbering].",
    trap="Adding zeros that stand on no wall.",
    bad=WIDE,
    good=WIDE + with_building(number="0042"),
)
def another_width(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Other systems sort and join by the number as it is written."""
    width = context.scheme.building_width
    if width is not None and building.number and len(fold_number(building.number)) != width:
        yield hit(building, number=building.number, building=building.name or building.id, width=width)
