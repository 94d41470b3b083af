from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_building
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="BLD001",
    title="Building has no number",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{building} has no number",
    source=citations.BUILDING_IDS,
    fix="Give the building a `number` in campus.toml, the one that stands on its wall; number it on the wall too.",
    trap="Using the name only: names change, and half the crew does not know them.",
    bad=with_building(number=""),
    good=clean(),
)
def no_number(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """The number is what is painted on the wall and said on the radio."""
    if not building.number:
        yield hit(building, building=building.name or building.id)
