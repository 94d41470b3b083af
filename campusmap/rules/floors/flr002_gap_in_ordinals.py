from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="FLR002",
    title="Floors of a building have a gap",
    severity=Severity.WARNING,
    applies_to=Building,
    message="{building} has no floor of ordinal {missing}",
    source=citations.EVERY_FLOOR,
    fix="Add the missing floor to campus.toml, with its drawing; a floor without a drawing stays in the list as such.",
    trap="Moving the ordinals together so that the gap closes.",
    bad=sketches(TWO_FLOORS) + with_floor(1, ordinal=2),
    good=sketches(TWO_FLOORS),
)
def gap_in_ordinals(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A floor that is not on the map is not searched."""
    ordinals = {floor.ordinal for floor in building.floors}
    missing = [n for n in range(min(ordinals, default=0), max(ordinals, default=0)) if n not in ordinals]
    if missing:
        yield hit(building, building=building.name or building.id, missing=", ".join(map(str, missing)))
