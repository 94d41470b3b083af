"""A building's exterior doors: leaves of one bank together, in order round the building from the main entrance on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from campusmap.model.places import Building, Opening, OpeningKind
from campusmap.numbering.grammar import door_serial
from campusmap.numbering.order import doors_around
from campusmap.numbering.scheme import Scheme

DOORS: Final = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR})
BANK_REACH_M: Final = 3.0  # doors of one bank stand this close, as in the rules about doors (tool default)


@dataclass(frozen=True, slots=True)
class Bank:
    """One door, or the leaves of one bank of doors, which carry one number."""

    doors: tuple[Opening, ...]
    floors: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the id of the first leaf."""
        return self.doors[0].id

    @property
    def number(self) -> str:
        """Return the number that the bank is to have: the planned one, else the one shown."""
        return next((number for door in self.doors if (number := door.planned_number or door.shown_number)), "")


def exterior_banks(building: Building) -> list[Bank]:
    """Return a building's exterior doors, leaves of one bank together."""
    pairs = [(o, f.id) for f in building.floors for o in f.openings if o.exterior and o.kind in DOORS]
    banks: list[list[tuple[Opening, str]]] = []
    for door, floor in pairs:
        bank = next((bank for bank in banks if _is_one_bank(bank, door)), None)
        if bank is None:
            banks.append([(door, floor)])
        else:
            bank.append((door, floor))
    return [Bank(tuple(d for d, _ in bank), tuple(f for _, f in bank)) for bank in banks]


def _is_one_bank(bank: Sequence[tuple[Opening, str]], door: Opening) -> bool:
    """Tell whether a door is a leaf of a bank: between the same spaces, side by side, as rule DOR016 sees it."""
    return any(set(d.joins) == set(door.joins) and d.line.distance(door.line) <= BANK_REACH_M for d, _ in bank)


def lay_ring(building: Building, scheme: Scheme) -> tuple[list[Bank], list[Bank], bool]:
    """Return the banks in the outer walls from the main entrance on, those in courtyards, and if all are placed."""
    banks = exterior_banks(building)
    entered = {floor for bank in banks for floor in bank.floors}
    own_metres = [floor.outline for floor in building.floors if floor.id in entered and not floor.frame.placed]
    outline = own_metres[0] if own_metres else building.footprint
    by_id = {bank.id: bank for bank in banks}
    ring = [by_id[door.id] for door in doors_around(outline, [bank.doors[0] for bank in banks])]
    if scheme.door_direction == "counter-clockwise":
        ring.reverse()
    start = next((n for n, bank in enumerate(ring) if is_main(bank, building)), None)
    start = _first(ring) if start is None else start
    return ring[start:] + ring[:start], [bank for bank in banks if bank not in ring], not own_metres


def _first(ring: Sequence[Bank]) -> int:
    """Return where to begin without a main entrance: at the lowest number, else at the northernmost door."""
    numbered = [(serial, n) for n, bank in enumerate(ring) if (serial := door_serial(bank.number)) is not None]
    if numbered:
        return min(numbered)[1]
    return max(range(len(ring)), key=lambda n: (round(ring[n].doors[0].line.centroid.y, 3), -n), default=0)


def is_main(bank: Bank, building: Building) -> bool:
    """Tell whether a bank is its building's main entrance."""
    main = door_serial(building.main_entrance)
    return main is not None and any(door_serial(door.shown_number) == main for door in bank.doors)
