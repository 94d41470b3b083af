from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import OpeningKind, Space, Use
from campusmap.rules import citations
from campusmap.rules.evidence import DOOR_KINDS, Evidence, describe
from campusmap.rules.rule import Hit, Skip, hit, rule

ROOM_MIN_M2: Final = 2.0  # smaller ones are chases (tool default)
WAYS_IN: Final = DOOR_KINDS | {OpeningKind.OPENING}
NO_DOOR_NEEDED: Final = frozenset({Use.SHAFT, Use.ELEVATOR})


@rule(
    id="ROM013",
    title="No door leads into a room",
    severity=Severity.WARNING,
    applies_to=Space,
    message="No door or opening leads into {room}",
    many="No door or opening leads into {count} rooms: {listing}",
    source=citations.TOOL_FACT,
    fix="Draw the door that is missing, or check that its layer is read as doors (`campusmap inspect`).",
    trap="Opening the wall somewhere.",
    codes=("rooms.no_door",),
    bad="""
            +-----+-----+
            | 101 | 103 |
            +--/--+-----+
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
def no_door(space: Space, context: Evidence) -> Iterator[Hit | Skip]:
    """Nobody stays in a room that has no door: the door is there, and the map does not have it."""
    floor = context.floor_of(space)
    if space.use in NO_DOOR_NEEDED or space.outline.area < ROOM_MIN_M2 or not floor.openings:
        return
    if not any(space.id in opening.joins and opening.kind in WAYS_IN for opening in floor.openings):
        yield hit(space, room=describe(space))
