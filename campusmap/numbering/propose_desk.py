"""One building while its rooms are being numbered: who has which number, and who had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely import Point

from campusmap.model.places import Building, Space
from campusmap.numbering.grammar import fold_number
from campusmap.numbering.propose_style import RoomStyle
from campusmap.numbering.scheme import Scheme


@dataclass(slots=True)
class Desk:
    """One building while its rooms are being numbered; numbers in sets are folded."""

    building: Building
    scheme: Scheme
    entrance: Point
    used: set[str]  # every number that is or was somebody's
    numbers: dict[str, str]  # of each room: the planned one, else the one shown
    avoid: Mapping[tuple[str, str], str] = field(default_factory=dict)  # room and number to what speaks against it
    holders: dict[str, str] = field(default_factory=dict)  # number to the room that keeps or gets it
    given: dict[str, str] = field(default_factory=dict)  # room to its number when all is done
    reasons: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def keep(self, room: Space) -> None:
        """Let a room keep its number."""
        self.holders.setdefault(fold_number(self.numbers[room.id]), room.id)
        self.given[room.id] = self.numbers[room.id]

    def give(self, room: Space, number: str, reason: str) -> None:
        """Give a room a new number, which nobody had before."""
        self.holders[fold_number(number)] = room.id
        self.used.add(fold_number(number))
        self.given[room.id] = number
        self.reasons[room.id] = reason

    def list_avoided(self, room: str) -> set[str]:
        """Return the numbers that a room had better not get, as they would sound like another's near by."""
        return {number for at, number in self.avoid if at == room}

    def is_frozen(self, room: Space) -> bool:
        """Tell whether a room's number is not to change."""
        return fold_number(self.numbers[room.id]) in {fold_number(number) for number in self.scheme.frozen}


def planned_or_shown(space: Space) -> str:
    """Return the number that a room is to have: the planned one, else the one it shows."""
    return space.planned_number or space.shown_number


def own_serial(desk: Desk, room: Space, style: RoomStyle, faults: dict[str, str]) -> int | None:
    """Return the serial that a room may keep; a number that another room holds already is a fault."""
    number = desk.numbers[room.id]
    holder = desk.holders.get(fold_number(number), room.id) if number else room.id
    if not faults[room.id] and holder != room.id:
        faults[room.id] = f"{number} is another room's number"
    serial = None if faults[room.id] else style.serial_of(number)
    return (
        serial if serial is not None and fold_number(style.write(serial)) == fold_number(style.strip(number)) else None
    )
