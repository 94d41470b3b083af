from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Floor, Opening, Space
from campusmap.numbering.grammar import fold_number
from campusmap.rules import conventions
from campusmap.rules.evidence import DOOR_KINDS, Evidence, is_circulation, numbered_rooms
from campusmap.rules.examples import sketch, with_inner_door
from campusmap.rules.rule import Hit, Skip, hit, rule


@rule(
    id="NUM028",
    title="Room is numbered at another door than the corridor's",
    severity=Severity.NOTE,
    applies_to=Floor,
    message="The door that carries {number} leads to another room, while {number} has a door to the corridor",
    many="{count} rooms are numbered at another door than the corridor's: {listing}",
    source=conventions.CORRIDOR_DOOR,
    fix="Put the number on the door to the corridor, on the sign and in the drawing.",
    trap="Numbering both doors apart: one room would have two numbers.",
    bad=sketch("""
            +------+
            | 101A |
            +--/---+
            | 101  |
            +--/---+
        (1) D COR1 |
            +------+
    """)
    + with_inner_door(number="101", posted_number="101"),
    good=sketch("""
            +------+
            | 101A |
            +--/---+
            | 101  |
            +--/---+
        (1) D COR1 |
            +------+
    """),
)
def numbered_at_an_inner_door(floor: Floor, context: Evidence) -> Iterator[Hit | Skip]:
    """The number is looked for from the corridor."""
    open_to = {space.id for space in floor.spaces if is_circulation(space)}
    doors = [door for door in floor.openings if door.kind in DOOR_KINDS]
    for room in numbered_rooms(floor):
        own = [door for door in doors if room.id in door.joins]
        tagged = [door for door in own if fold_number(door.shown_number) == fold_number(room.shown_number)]
        if tagged and _leads(own, room, open_to) and not _leads(tagged, room, open_to):
            yield hit(room, number=room.shown_number)


def _leads(doors: list[Opening], room: Space, to: set[str]) -> bool:
    return any(side in to for door in doors for side in door.joins if side != room.id)
