"""How high the numerals of a door's sign have to be, by where they are read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shapely.geometry.base import BaseGeometry

from campusmap.model.places import Floor, Opening, SiteArea
from campusmap.units import METRES_PER_FOOT

# Height of numerals by viewing distance: up to so many feet, inches. Source: City of Fountain, Colorado, address
# numerals (read through another source); the least and the greatest hold beyond the ends.
SIZES: Final = ((75.0, 5.0), (150.0, 6.0), (250.0, 8.0))
LARGEST_IN: Final = 10.0
_DRIVEN: Final = frozenset({"road", "parking", "staging"})


def numeral_size(feet: float) -> float:
    """Return the least height of a numeral that is read from so many feet, in inches."""
    return next((inches for most, inches in SIZES if feet <= most), LARGEST_IN)


def list_driven(areas: Iterable[SiteArea]) -> list[BaseGeometry]:
    """Return the grounds that vehicles come over."""
    return [area.shape for area in areas if area.kind in _DRIVEN]


def viewed_from_ft(door: Opening, floor: Floor, grounds: Iterable[BaseGeometry]) -> float | None:
    """Return how far a door is from where vehicles come, feet; None where that is not known."""
    metres = [float(shape.distance(door.line)) for shape in grounds] if floor.frame.placed else []
    return min(metres) / METRES_PER_FOOT if metres else None
