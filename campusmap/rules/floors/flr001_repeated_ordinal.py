from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building, Floor
from campusmap.rules import citations
from campusmap.rules.demo import TWO_FLOORS
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches, with_floor
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="FLR001",
    title="Two floors of one building have the same ordinal",
    severity=Severity.ERROR,
    applies_to=Building,
    message="{floor} has ordinal {ordinal}, as {other} has",
    source=citations.LEVEL_TABLE,
    fix=(
        "Correct `ordinal` in campus.toml: 0 is the floor of the main entrance, the next one up is 1, the "
        "next one down -1."
    ),
    trap="Giving a mezzanine the ordinal of the floor below it.",
    bad=sketches(TWO_FLOORS) + with_floor(1, ordinal=0),
    good=sketches(TWO_FLOORS),
)
def repeated_ordinal(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """The ordinal is what orders the sheets and what a dispatcher's map calls up or down."""
    first: dict[int, Floor] = {}
    for floor in building.floors:
        kept = first.setdefault(floor.ordinal, floor)
        if kept is not floor:
            yield hit(floor, floor=floor.name or floor.id, ordinal=floor.ordinal, other=kept.name or kept.id)
