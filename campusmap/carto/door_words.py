"""The exterior doors of a building in words."""

from __future__ import annotations

from campusmap.carto.directory import natural_key
from campusmap.model.places import Building, OpeningKind
from campusmap.rules.evidence import exterior_doors
from campusmap.units import count_of


def door_numbers(building: Building) -> list[str]:
    """Return the numbers of a building's exterior doors."""
    doors = (o for f in building.floors for o in f.openings if o.exterior and o.kind is not OpeningKind.WINDOW)
    return sorted({o.shown_number for o in doors if o.shown_number}, key=natural_key)


def word_doors(building: Building) -> str:
    """Return the numbers of a building's exterior doors, and how many have none: "1, 2, 5; 3 more not numbered"."""
    bare = sum(not door.shown_number for door in exterior_doors(building.floors))
    numbers = ", ".join(door_numbers(building))
    if not bare:
        return numbers
    return f"{numbers}; {bare} more not numbered" if numbers else f"{count_of(bare, 'door')}, not numbered"
