"""What the rules about exterior doors share: when two numbers are one, and which door is the main one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from shapely import Point

from campusmap.model.places import Building, Campus, Floor, Opening, Space
from campusmap.numbering.grammar import door_serial, fold_number
from campusmap.rules.evidence import Evidence, describe, exterior_doors

# Classes of the Texas rule, 19 TAC 61.1040, as people write them.
EXTERIOR_CLASSES: Final = frozenset(
    {"primary", "secondary", "non-designated", "nondesignated", "non designated", "exterior", "main"}
)
JOINED_M: Final = 0.5  # footprints this close are joined (tool default: a movement joint)
STEP_M: Final = 1.0  # from a door, to see which side is inside
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


def name_doors(doors: Iterable[tuple[Building, Opening]]) -> list[str]:
    """Return doors as people say them; those of a building that have no number are counted in one."""
    named: dict[str, int] = {}
    for building, door in doors:
        name = name_door(building, door)
        named[name] = named.get(name, 0) + (not door.shown_number)
    return [name.replace("(no", f"({count} without a", 1) if count > 1 else name for name, count in named.items()]


def are_joined(first: Building, second: Building) -> bool:
    """Tell whether two buildings stand wall to wall, by their footprints."""
    shapes = (first.footprint, second.footprint)
    return not any(shape.is_empty for shape in shapes) and shapes[0].distance(shapes[1]) <= JOINED_M


def joined_pairs(campus: Campus) -> Iterator[tuple[Building, Building]]:
    """Yield the pairs of buildings that stand wall to wall."""
    yield from (pair for pair in combinations(campus.buildings, 2) if are_joined(*pair))


def numbered_as_one(building: Building, campus: Campus) -> tuple[Building, ...]:
    """Return the buildings that are joined with one and share no door number with it: their doors are one run."""
    own = door_numbers(building)
    others = (other for other in campus.buildings if other.id != building.id and are_joined(building, other))
    return (building, *(other for other in others if not own & door_numbers(other)))


def door_numbers(building: Building) -> set[str]:
    """Return the numbers of a building's exterior doors, folded."""
    return {fold_door(door.shown_number) for door in exterior_doors(building.floors) if door.shown_number}


def outward_bearing(door: Opening, context: Evidence) -> float | None:
    """Return where an exterior door looks out to, clockwise from true north; None on a floor without a place."""
    floor, north = context.floor_of(door), context.campus.north
    if north is None or not floor.frame.placed or door.line.length == 0:
        return None
    east, north_m = _step_out(door, floor)
    a, b, _, d, e, _ = north.matrix
    return math.degrees(math.atan2(a * east + b * north_m, d * east + e * north_m)) % 360.0


def opens_on_roof(door: Opening, context: Evidence) -> bool:
    """Tell whether an exterior door of an upper floor leads onto the roof of what is below, where no crew comes in."""
    floor = context.floor_of(door)
    if not door.exterior or floor.ordinal <= 0 or not floor.frame.placed or door.line.length == 0:
        return False
    at, (east, north_m) = door.line.centroid, _step_out(door, floor)
    outside = Point(at.x + east, at.y + north_m)
    below = [f for f in context.building_of(floor).floors if f.ordinal < floor.ordinal and f.frame.placed]
    return any(f.outline.contains(outside) for f in below)


def describe_inside(door: Opening, context: Evidence) -> str:
    """Return what a finding calls the room that an exterior door leads into."""
    inside = next((side for side in door.joins if side in context.owners), "")
    owner = context.owners.get(inside)
    return describe(owner.thing) if owner and isinstance(owner.thing, Space) else "an unknown room"


def _step_out(door: Opening, floor: Floor) -> tuple[float, float]:
    """Return the step from an exterior door out of its floor, metres in the floor's plane."""
    (x0, y0), (x1, y1) = door.line.coords[0], door.line.coords[-1]
    step = STEP_M / door.line.length
    at, across = door.line.centroid, ((y1 - y0) * step, (x0 - x1) * step)
    is_inside = floor.outline.contains(Point(at.x + across[0], at.y + across[1]))
    return (-across[0], -across[1]) if is_inside else across
