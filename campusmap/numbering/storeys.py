"""Which code each storey of a building has by a scheme: floor 1, those above it, ground, basements, mezzanines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from campusmap.model.places import Building, Floor, OpeningKind
from campusmap.numbering.levels import read_level
from campusmap.numbering.scheme import Scheme

_DOORS: Final = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR})
_MEZZANINE, _ATTIC = 0.5, 90.0  # ranks of numbering.levels


def code_storeys(building: Building, scheme: Scheme) -> dict[str, str]:
    """Return the code that the scheme gives each floor, by the floor's id; "" where it gives none."""
    first = find_floor_one(building, scheme)
    full = sorted((floor for floor in building.floors if not is_mezzanine(floor) and not is_attic(floor)), key=_height)
    between = [floor.ordinal for floor in building.floors if floor not in full]
    codes = {
        floor.id: _count_code(1 + _storeys_up(first, floor, between), scheme)
        for floor in full
        if floor.ordinal >= first
    }
    below = [floor for floor in reversed(full) if floor.ordinal < first]
    codes |= _codes_below(below, first, scheme)
    return codes | {
        floor.id: _between(floor, codes, building, scheme) for floor in building.floors if floor not in full
    }


def find_floor_one(building: Building, scheme: Scheme) -> int:
    """Return the ordinal of the storey that counts as 1; the main entrance's is 0.

    "Entered at grade" is taken to be: with an exterior door that has a number; the ground itself is not drawn.
    """
    entered = [floor.ordinal for floor in building.floors if is_entered(floor, numbered=True)]
    if scheme.floor_one == "above-main-entrance":
        return 1
    if scheme.floor_one == "lowest-grade":
        return min(entered, default=0)
    if scheme.floor_one == "highest-grade":
        return max(entered, default=0)
    return 0


def is_entered(floor: Floor, *, numbered: bool = False) -> bool:
    """Tell whether a door leads outside from a floor; ``numbered``: one that has a number."""
    doors = (opening for opening in floor.openings if opening.exterior and opening.kind in _DOORS)
    return any(door.shown_number or not numbered for door in doors)


def is_mezzanine(floor: Floor) -> bool:
    """Tell whether a floor lies between two storeys, by its name."""
    return read_level(floor.name).rank == _MEZZANINE


def is_attic(floor: Floor) -> bool:
    """Tell whether a floor lies under the roof or on it, by its name."""
    return read_level(floor.name).rank == _ATTIC


def declared_codes(scheme: Scheme) -> frozenset[str]:
    """Return every code that a storey off the count may have."""
    single = (scheme.ground_code, scheme.single_basement)
    listed = (*scheme.basement_codes, *scheme.mezzanine_codes, *scheme.attic_codes, *scheme.other_codes)
    return frozenset(code for code in (*single, *listed) if code)


def _height(floor: Floor) -> int:
    return floor.ordinal


def _storeys_up(first: int, floor: Floor, between: Iterable[int]) -> int:
    """Return how many full storeys a floor lies above the first; ordinals count what lies between them too."""
    return floor.ordinal - first - sum(first < ordinal < floor.ordinal for ordinal in between)


def _count_code(count: int, scheme: Scheme) -> str:
    return str(count).zfill(scheme.floor_places)


def _codes_below(floors: Iterable[Floor], first: int, scheme: Scheme) -> dict[str, str]:
    """Return the codes of the storeys below floor 1, which come from the top down."""
    below = list(floors)
    ground = below[:1] if scheme.ground_code and below and _is_ground(below[0], scheme) else []
    top = ground[0].ordinal if ground else first
    basements = below[len(ground) :]
    codes = {floor.id: _basement_code(top - floor.ordinal, len(basements), scheme) for floor in basements}
    return codes | {floor.id: scheme.ground_code for floor in ground}


def _is_ground(floor: Floor, scheme: Scheme) -> bool:
    return scheme.floor_one == "above-main-entrance" or is_entered(floor)


def _basement_code(depth: int, count: int, scheme: Scheme) -> str:
    if count == 1 and depth == 1 and scheme.single_basement:
        return scheme.single_basement
    return scheme.basement_codes[depth - 1] if depth <= len(scheme.basement_codes) else ""


def _between(floor: Floor, codes: Mapping[str, str], building: Building, scheme: Scheme) -> str:
    """Return a mezzanine's or an attic's code: one that names the storey below it, else the first of the list."""
    listed = scheme.attic_codes if is_attic(floor) else scheme.mezzanine_codes
    below = [other for other in building.floors if other.id in codes and other.ordinal < floor.ordinal]
    under = codes[max(below, key=_height).id].lstrip("0") if below else ""
    named = [code for code in listed if under and code == f"M{under}"]
    return next(iter([*(code for code in listed if code == "M"), *named, *listed]), "")
