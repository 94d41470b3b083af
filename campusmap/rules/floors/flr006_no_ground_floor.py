from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="FLR006",
    title="No floor has ordinal 0",
    severity=Severity.WARNING,
    applies_to=Building,
    message="No floor of {building} has ordinal 0, the floor of the main entrance",
    source=citations.LEVEL_TABLE,
    fix="Give the floor of the main entrance ordinal 0 in campus.toml, and count the others from it.",
    trap="Numbering the ordinals like the rooms: floor 1 has ordinal 0 where the main entrance is on it.",
    bad=with_floor(ordinal=1),
    good=clean(),
)
def no_ground_floor(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """'One floor up' must mean up from where the crew comes in."""
    if building.floors and all(floor.ordinal != 0 for floor in building.floors):
        yield hit(building, building=building.name or building.id)
