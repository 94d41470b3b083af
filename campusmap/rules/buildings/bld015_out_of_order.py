from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.numbering import Numbering
from campusmap.model.places import Building, Campus
from campusmap.numbering.grammar import fold_number
from campusmap.numbering.order import longest_rise
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import with_project
from campusmap.rules.examples_campus import in_a_ring
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule

MIN_BUILDINGS: Final = 3  # two have no direction
ROUND: Final = with_project(numbering=Numbering(building_direction="clockwise"))


@rule(
    id="BLD015",
    title="Building numbers do not rise in the agreed direction",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="Going {direction} from the main entrance's building, {number} comes out of order",
    source=citations.DOOR_ORDER,
    fix="Keep it in mind for the next renumbering, or take `building_direction` out of [numbering].",
    trap="Renumbering buildings that responders know by their number.",
    bad=in_a_ring("1", "3", "2", "4") + ROUND,
    good=in_a_ring("1", "2", "3", "4") + ROUND,
)
def out_of_order(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Whoever passes 1 and 2 expects 3 next."""
    direction = context.project.numbering.building_direction
    main = context.project.campus.main_entrance
    if direction is None or len(campus.buildings) < MIN_BUILDINGS:
        return
    start = next((b for b in campus.buildings if main is not None and b.id == main.building), None)
    if start is None:
        yield not_assessed(campus, "the main entrance is not named, so that the order of the buildings has no start")
        return
    around = _go_round(campus.buildings, start, clockwise=direction == "clockwise")
    kept = set(longest_rise([_rank(building) for building in around]))
    for index, building in enumerate(around):
        if index not in kept:
            yield hit(building, direction=direction, number=building.number)


def _go_round(buildings: tuple[Building, ...], start: Building, *, clockwise: bool) -> list[Building]:
    """Return the placed and numbered buildings by their bearing from the middle of them all, from one on."""
    placed = [building for building in buildings if building.number and not building.footprint.is_empty]
    at = {building.id: building.footprint.centroid for building in placed}
    x = sum(point.x for point in at.values()) / max(len(at), 1)
    y = sum(point.y for point in at.values()) / max(len(at), 1)
    turn = {key: math.atan2(point.y - y, point.x - x) * (-1 if clockwise else 1) for key, point in at.items()}
    first = turn.get(start.id, 0.0)
    return sorted(placed, key=lambda building: ((turn[building.id] - first) % math.tau, building.id))


def _rank(building: Building) -> int:
    """Return a number as it is, and letters as a number in base 26."""
    folded = fold_number(building.number)
    digits = "".join(filter(str.isdigit, folded))
    letters = [ord(char) - ord("A") + 1 for char in folded if "A" <= char <= "Z"]
    return int(digits) if digits else sum(place * 26**power for power, place in enumerate(reversed(letters)))
