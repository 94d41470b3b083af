"""The exterior doors of a building in words."""

from __future__ import annotations

from collections import Counter

from campusmap.carto.directory import natural_key
from campusmap.model.places import Building, OpeningKind
from campusmap.rules.evidence import exterior_doors
from campusmap.units import count_of


def door_numbers(building: Building) -> list[str]:
    """Return the numbers of a building's exterior doors."""
    doors = (o for f in building.floors for o in f.openings if o.exterior and o.kind is not OpeningKind.WINDOW)
    return sorted({o.shown_number for o in doors if o.shown_number}, key=natural_key)


def word_doors(building: Building) -> str:
    """Return the numbers of a building's exterior doors, and how many have none: "1, 2, 5; 3 more not numbered".

    A number that several doors have says so, or the doors would not add up: "5 (2 doors)". Doors without a number on
    upper floors are told apart: they may lead onto a roof, and nobody comes in there.
    """
    if not building.floors:
        return "no floor is drawn"
    count = Counter(door.shown_number for door in exterior_doors(building.floors))
    bare = count.pop("", 0)
    numbers = ", ".join(f"{n} ({count[n]} doors)" if count[n] > 1 else n for n in door_numbers(building))
    if not bare:
        return numbers or "none in the drawings"
    upper = exterior_doors(tuple(floor for floor in building.floors if floor.ordinal > 0))
    above = sum(not door.shown_number for door in upper)
    where = f" ({above} on upper floors)" if above else ""
    counted = f"{numbers}; {bare} more" if numbers else f"{count_of(bare, 'door')},"
    return f"{counted} not numbered{where}"
