"""Propose numbers for buildings, clockwise from the main entrance's, and one number for each stair and lift."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import shapely

from campusmap.model.places import Building, Campus, Floor, Space, Use
from campusmap.model.proposal import Change
from campusmap.numbering.grammar import fold_number
from campusmap.numbering.propose_fit import SOFT, Item, fit_rows
from campusmap.numbering.scheme import Scheme
from campusmap.numbering.template import fits_template

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def building_number(building: Building) -> str:
    """Return the number that a building is to have: the planned one, else its own."""
    return building.planned_number or building.number


def propose_buildings(campus: Campus, scheme: Scheme, main: str, once_used: Iterable[str] = ()) -> list[Change]:
    """Return the changes of building numbers: for those without one, and for all but one of those that share one.

    ``main`` is the id of the main entrance's building. Numbers that are right by themselves stay, also out of order:
    a building's number is known to more people than any other, and nothing depends on its order.
    """
    buildings = order_buildings(campus.buildings, main, scheme)
    known = [building_number(b) for b in buildings if building_number(b)]
    letters = _letters_are_used(known, scheme)
    used = {fold_number(n) for n in (*known, *(b.number for b in buildings), *scheme.reserved, *once_used)}
    free = [n for n in range(1, 2 * len(buildings) + len(used) + 2) if _write(n, letters, scheme) and
            fold_number(_write(n, letters, scheme)) not in used]  # fmt: skip
    faults = _faults(buildings, letters, scheme)
    items = [_item(building, faults, letters, scheme) for building in buildings]
    found = fit_rows([items], free)
    return [
        Change("building", b.id, b.id, "", b.number, _write(value, letters, scheme), faults[b.id], b.name)
        for b in buildings
        if faults[b.id] and (value := found[b.id]) is not None
    ]


def order_buildings(buildings: Iterable[Building], main: str, scheme: Scheme) -> list[Building]:
    """Return the buildings clockwise seen from above, from the main entrance's on; those without a place come last."""
    placed = [b for b in buildings if not b.footprint.is_empty]
    rest = [b for b in buildings if b.footprint.is_empty]
    if not placed:
        return sorted(rest, key=lambda b: b.id != main)
    centre = shapely.box(*shapely.total_bounds([b.footprint for b in placed])).centroid
    bearings = {b.id: _bearing(centre, b.footprint.centroid) for b in placed}
    start = bearings.get(main, min(bearings.values()))
    turn = 1 if scheme.building_direction == "clockwise" else -1
    return [*sorted(placed, key=lambda b: ((turn * (bearings[b.id] - start)) % 360, b.id != main, b.id)), *rest]


def _bearing(centre: shapely.Point, at: shapely.Point) -> float:
    return round(math.degrees(math.atan2(at.x - centre.x, at.y - centre.y)) % 360, 6)


def _letters_are_used(known: list[str], scheme: Scheme) -> bool:
    if scheme.building_numbers:
        return scheme.building_numbers == "letters"
    return sum(number.isalpha() for number in known) > sum(number.isdigit() for number in known)


def _faults(buildings: list[Building], letters: bool, scheme: Scheme) -> dict[str, str]:
    first: dict[str, str] = {}
    faults = {}
    for building in sorted(buildings, key=lambda b: (building_number(b) not in scheme.frozen,)):
        number = building_number(building)
        owner = first.setdefault(fold_number(number), building.id)
        faults[building.id] = ""
        if not number:
            faults[building.id] = "it has no number"
        elif owner != building.id:
            faults[building.id] = f"{number} is another building's number"
        elif scheme.building_numbers and _read(number, letters, scheme) is None and number not in scheme.frozen:
            faults[building.id] = f"{number} is not written as the scheme asks, in {scheme.building_numbers}"
    return faults


def _item(building: Building, faults: Mapping[str, str], letters: bool, scheme: Scheme) -> Item:
    own = None if faults[building.id] else _read(building_number(building), letters, scheme)
    stays = not faults[building.id]
    return Item(building.id, own, taste=lambda value: value, stays=stays, out_of_place=SOFT)


def _read(number: str, letters: bool, scheme: Scheme) -> int | None:
    """Return the place of a building's number in the count; None for one that is written otherwise."""
    if not letters:
        return int(number) if number.isdecimal() else None
    alphabet = [letter for letter in ALPHABET if letter not in scheme.skip_letters]
    return alphabet.index(number.upper()) + 1 if number.upper() in alphabet else None


def _write(value: int, letters: bool, scheme: Scheme) -> str:
    """Write a building's number, "" where the alphabet is used up."""
    if not letters:
        return str(value).zfill(scheme.building_width or 1)
    alphabet = [letter for letter in ALPHABET if letter not in scheme.skip_letters]
    return alphabet[value - 1] if value <= len(alphabet) else ""


def propose_shafts(building: Building) -> list[Change]:
    """Return the changes after which each stair and lift has one number on all its floors: that of its lowest stop.

    Where another shaft has that number, the one that most of its floors have and no other has counts (IU, VCU).
    """
    shafts: dict[str, list[tuple[Floor, Space]]] = defaultdict(list)
    for floor in sorted(building.floors, key=lambda f: f.ordinal):
        for space in floor.spaces:
            if space.shaft and _number(space):
                shafts[space.shaft].append((floor, space))
    changes = []
    for shaft, stops in sorted(shafts.items()):
        number = _shaft_number(shaft, shafts)
        for floor, space in stops:
            if fold_number(_number(space)) != fold_number(number):
                reason = f"the same {space.use.value} is {number} on another floor"
                changes.append(
                    Change("stair", space.id, building.id, floor.id, space.shown_number, number, reason, space.name)
                )
    return changes


def code_remarks(building: Building, scheme: Scheme) -> list[str]:
    """Say which corridors, stairs and lifts are not numbered by the scheme's class codes: they are left to a person."""
    templates = {Use.CORRIDOR: scheme.corridor, Use.STAIR: scheme.stair, Use.ELEVATOR: scheme.lift}
    spaces = [
        space for floor in building.floors for space in floor.spaces if templates.get(space.use) and _number(space)
    ]
    misfits = [_number(space) for space in spaces if not fits_template(_number(space), templates[space.use])]
    if not misfits:
        return []
    shown = ", ".join(sorted(misfits)[:6]) + (", ..." if len(misfits) > 6 else "")
    name = building.name or building.id
    return [f"corridors, stairs or lifts of {name} are not numbered as the scheme asks: {shown}; number them by hand"]


def _number(space: Space) -> str:
    return space.planned_number or space.shown_number


def _shaft_number(shaft: str, shafts: Mapping[str, list[tuple[Floor, Space]]]) -> str:
    """Choose among the numbers that one shaft has on its floors."""
    elsewhere = {fold_number(_number(s)) for other, stops in shafts.items() if other != shaft for _, s in stops[:1]}
    numbers = [_number(space) for _, space in shafts[shaft]]
    ours = [number for number in numbers if fold_number(number) not in elsewhere] or numbers
    counts = Counter(fold_number(number) for number in numbers)
    return ours[0] if ours[0] == numbers[0] else max(ours, key=lambda n: counts[fold_number(n)])
