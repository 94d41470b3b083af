from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.examples import clean
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="DOR012",
    title="Building has no exterior door",
    severity=Severity.ERROR,
    applies_to=Building,
    message="No exterior door was found in the drawings of {building}",
    source=citations.DOOR_NUMBERS,
    fix=(
        "Check that the doors' layer is read as doors (`campusmap inspect` lists the layers), and that the "
        "outer walls close."
    ),
    trap="Handing the map out because the rooms look right.",
    bad="""
        +-----+-----+
        | 101 | 103 |
        +--/--+--/--+
        | COR1 Hall |
        +-----------+
    """,
    good=clean(),
)
def no_way_in(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A building without a way in was not read rightly."""
    if any(floor.spaces for floor in building.floors) and not exterior_doors(building.floors):
        yield hit(building, building=building.name or building.id)
