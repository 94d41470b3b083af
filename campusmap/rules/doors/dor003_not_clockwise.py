from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.numbering.grammar import door_serial
from campusmap.numbering.order import doors_around, longest_rise
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors
from campusmap.rules.exterior import is_main
from campusmap.rules.rule import Hit, Skip, hit, not_assessed, rule

MIN_DOORS: Final = 3  # two doors have no direction


@rule(
    id="DOR003",
    title="Exterior door numbers do not rise in the agreed direction",
    severity=Severity.WARNING,
    applies_to=Building,
    message="Going {direction} from the main entrance, {what}",
    many="Going round from the main entrance, {count} doors come out of order: {listing}",
    source=citations.DOOR_ORDER,
    fix=(
        "Renumber the doors from the main entrance on, or set `door_direction` in [numbering] if the school "
        "counts the other way."
    ),
    trap="Renumbering the map but not the doors.",
    bad="""
              (3)
            +--/--+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (2)
            +-----/-----+
                 (4)
    """,
    good="""
              (2)
            +--/--+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall D (3)
            +-----/-----+
                 (4)
    """,
)
def not_clockwise(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A crew sent from door 1 to door 4 turns the way the numbers are known to rise."""
    around = doors_around(building.footprint, exterior_doors(building.floors))
    doors = [door for door in around if door.shown_number]
    direction = context.scheme.door_direction
    start = next((i for i, door in enumerate(doors) if is_main(door, building)), None)
    if start is None and len(around) >= MIN_DOORS:
        yield not_assessed(building, "the main entrance is not named, so that the order of the doors has no start")
    if start is None or len(doors) < MIN_DOORS:
        return
    ring = doors[start:] + doors[:start] if direction == "clockwise" else doors[start::-1] + doors[:start:-1]
    numbered = [(door, serial) for door in ring if (serial := door_serial(door.shown_number)) is not None]
    kept = set(longest_rise([serial for _, (serial, _) in numbered]))
    if len(longest_rise([-serial for _, (serial, _) in numbered[1:]])) >= max(len(kept), MIN_DOORS - 1):
        yield hit(building, what="the door numbers fall", direction=direction)
        return
    for index, (door, _) in enumerate(numbered):
        if index not in kept:
            yield hit(door, what=f"door {door.shown_number} comes out of order", direction=direction)
