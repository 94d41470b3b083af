from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Building
from campusmap.numbering.grammar import fold_number
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence, exterior_doors, numbered_rooms
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM016",
    title="Room and exterior door of one building carry the same number",
    severity=Severity.NOTE,
    applies_to=Building,
    message="{number} is a room, and an exterior door is numbered {door}",
    many="{count} room numbers are exterior door numbers too: {listing}",
    source=citations.TOOL,
    fix=(
        'Say "door" with every door number on the radio, and letter the doors "Door 1" or "D1" when they are re-signed.'
    ),
    trap="Renumbering rooms that everybody knows by their number.",
    bad="""
            +-----+-----+
            | 1   | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
    good="""
            +-----+-----+
            | 101 | 103 |
            +--/--+--/--+
        (1) D COR1 Hall |
            +-----------+
    """,
)
def like_a_door(building: Building, context: Evidence) -> Iterator[Hit | Skip]:
    """A number heard without a noun must mean one thing."""
    doors = {fold_number(door.shown_number): door for door in exterior_doors(building.floors) if door.shown_number}
    for room in (room for floor in building.floors for room in numbered_rooms(floor)):
        door = doors.get(fold_number(room.shown_number))
        if door is not None:
            yield hit(room, number=room.shown_number, door=door.shown_number)
