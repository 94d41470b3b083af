"""The exterior doors of a building in words."""

from __future__ import annotations

from campusmap.carto.directory import natural_key
from campusmap.model.places import Building, Floor, OpeningKind
from campusmap.rules.evidence import exterior_doors
from campusmap.units import count_of


def door_numbers(building: Building) -> list[str]:
    """Return the numbers of a building's exterior doors."""
    doors = (o for f in building.floors for o in f.openings if o.exterior and o.kind is not OpeningKind.WINDOW)
    return sorted({o.shown_number for o in doors if o.shown_number}, key=natural_key)


def word_doors(building: Building) -> str:
    """Return the numbers of a building's exterior doors, and how many have none: "1, 2, 5; 3 more not numbered".

    Doors without a number on upper floors are told apart: they may lead onto a roof, and nobody comes in there.
    """
    bare = _count_bare(building.floors)
    above = _count_bare(tuple(floor for floor in building.floors if floor.ordinal > 0))
    numbers = ", ".join(door_numbers(building))
    if not bare:
        return numbers
    where = f" ({above} on upper floors)" if above else ""
    return (
        f"{numbers}; {bare} more not numbered{where}" if numbers else f"{count_of(bare, 'door')}, not numbered{where}"
    )


def _count_bare(floors: tuple[Floor, ...]) -> int:
    return sum(not door.shown_number for door in exterior_doors(floors))
