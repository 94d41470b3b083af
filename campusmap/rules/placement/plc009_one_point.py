from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_floor_notice
from campusmap.rules.rule import Hit, Skip, rule
from campusmap.rules.unplaced import hit_floors_told


@rule(
    id="PLC009",
    title="One point and a bearing place a floor and nothing checks them",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{floors}: {said}",
    source=citations.AERIAL,
    fix="Give three or four control points, spread over the whole floor; they need no bearing.",
    trap="Reading the bearing off a north arrow: it is often plan north, not true north.",
    codes=("place.one_point",),
    bad=with_floor_notice("place.one_point"),
    good=clean(),
)
def one_point(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A bearing that is two degrees off puts the far end of a long building metres off."""
    yield from hit_floors_told(building, context, "place.one_point")
