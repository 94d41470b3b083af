"""What the rules about exterior doors share: when two numbers are one, and which door is the main one."""

from __future__ import annotations

from typing import Final

from campusmap.model.places import Building, Campus, Opening
from campusmap.numbering.grammar import door_serial, fold_number
from campusmap.rules.evidence import exterior_doors

# Classes of the Texas rule, 19 TAC 61.1040, as people write them.
EXTERIOR_CLASSES: Final = frozenset(
    {"primary", "secondary", "non-designated", "nondesignated", "non designated", "exterior", "main"}
)
BANK_REACH_M: Final = 3.0  # doors of one bank stand this close (tool default)


def fold_door(number: str) -> str:
    """Return a door number for comparison: "Door 4", "D-4" and "4" are one; "4A" is another."""
    serial = door_serial(number)
    return f"{serial[0]}{serial[1]}" if serial else fold_number(number)


def is_main(door: Opening, building: Building) -> bool:
    """Tell whether a door is its building's main entrance."""
    return bool(building.main_entrance) and fold_door(door.shown_number) == fold_door(building.main_entrance)


def is_one_bank(first: Opening, second: Opening) -> bool:
    """Tell whether two doors are leaves of one bank, which carries one number (JUSTNET door numbering advice)."""
    return set(first.joins) == set(second.joins) and first.line.distance(second.line) <= BANK_REACH_M


def all_doors(campus: Campus) -> list[tuple[Building, Opening]]:
    """Return every exterior door with its building, in the order of their numbers."""
    found = [(building, door) for building in campus.buildings for door in exterior_doors(building.floors)]
    order = {building.id: place for place, building in enumerate(campus.buildings)}
    return sorted(found, key=lambda pair: (order[pair[0].id], door_serial(pair[1].shown_number) or (0, ""), pair[1].id))


def name_door(building: Building, door: Opening) -> str:
    """Return a door as people say it: its building and its number."""
    return f"{building.name or building.id} {door.shown_number or '(no number)'}"
