from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor_notice
from campusmap.rules.listing import list_first
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.rules.unplaced import floor_texts


@rule(
    id="PLC008",
    title="Two points place a floor and nothing checks them",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{floors}: {said}",
    source=citations.AERIAL,
    fix="Give three or four control points, spread over the whole floor.",
    trap="Adding a third point close to one of the two.",
    codes=("place.two_points",),
    bad=with_floor_notice("place.two_points"),
    good=clean(),
)
def two_points(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """Two points always fit, whatever is wrong with them."""
    said = {floor.name or floor.id: floor_texts(floor, context, "place.two_points") for floor in building.floors}
    spoken = {name: text for name, text in said.items() if text}
    if spoken:
        yield hit(building, floors=list_first(list(spoken)), said="; ".join(sorted(set(spoken.values()))))
