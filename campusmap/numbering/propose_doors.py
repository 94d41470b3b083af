"""Propose numbers for exterior doors: from the main entrance round each building, starting at 1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from campusmap.model.places import Building, Opening
from campusmap.model.proposal import Change
from campusmap.numbering.grammar import door_serial
from campusmap.numbering.order import longest_rise
from campusmap.numbering.propose_banks import Bank, is_main, lay_ring
from campusmap.numbering.propose_fit import CHANGED, OUT_OF_PLACE, SOFT, Item, fit_rows
from campusmap.numbering.scheme import Scheme
from campusmap.numbering.template import fill_template, fits_template

LETTERS: Final = 27  # values a serial: the plain number, and A to Z after it
FAR_BEYOND: Final = 2  # a serial above so many times the count of doors is a slip (tool default)


@dataclass(frozen=True, slots=True)
class DoorRules:
    """What holds for one building's doors. ``starts_at_one`` is for the building where the count begins."""

    scheme: Scheme
    used: frozenset[int]  # serials that are or were a door's within the scope, or are reserved
    taken: frozenset[int]  # serials of the doors of buildings before this one, where the scope is the campus
    starts_at_one: bool
    count: int  # of numbers that doors within the scope have


def propose_doors(building: Building, rules: DoorRules) -> tuple[list[Change], list[str]]:
    """Return the changes of a building's exterior door numbers, and what could not be decided.

    Numbers rise round the building from the main entrance on; the fewest change. A freed number is given to no other
    door, but for 1, which belongs to the main entrance. Gaps that were there are left: a door may be missing.
    """
    ring, inside, is_placed = lay_ring(building, rules.scheme)
    if not ring and not inside:
        return [], []
    main = next((bank for bank in (*ring, *inside) if is_main(bank, building)), None)
    if not is_placed:  # the drawing may lie mirrored, so that clockwise is not known
        ring, inside = [], [*ring, *inside]
    around = _Around(building, rules, (*ring, *inside), len(ring), main, is_placed)
    own = _own_serials(around)
    rows = [[_item(bank, around, own) for bank in row] for row in (ring, inside)]
    found = fit_rows(rows, [serial * LETTERS for serial in _free_serials(around)])
    changes = [change for n in range(len(around.banks)) for change in _changes(around, n, found, own)]
    return changes, _remarks(around, found, own)


@dataclass(frozen=True, slots=True)
class _Around:
    """A building's banks of doors from the main entrance on; those from ``ring`` on are bound to no order."""

    building: Building
    rules: DoorRules
    banks: tuple[Bank, ...]
    ring: int
    main: Bank | None
    is_placed: bool


def _free_serials(around: _Around) -> list[int]:
    rules = around.rules
    gone = rules.used | rules.taken
    free = {serial for serial in range(1, max([*gone, 0]) + 2 * len(around.banks) + 2) if serial not in gone}
    return sorted((free | {1}) - rules.taken if rules.starts_at_one and around.main is not None else free)


def _remarks(around: _Around, found: Mapping[str, int | None], own: Mapping[str, object]) -> list[str]:
    """Say what could not be decided: where the count begins, and which doors find no number."""
    name, remarks = around.building.name or around.building.id, []
    if around.main is None:
        remarks.append(_no_start(around.building))
    if not around.is_placed:
        remarks.append(f"the drawing of {name} is not placed, so the order of its doors was not looked at")
    elif _runs_backward(around):
        remarks.append(
            f"most doors of {name} run against the {around.rules.scheme.door_direction} direction; if that is the "
            "school's way, set door_direction in [numbering] and run this again"
        )
    lost = [bank for bank in around.banks if found[bank.id] is None and bank.id not in own]
    remarks += [f"{_behind(around.building, bank.doors[0])} of {name} finds no number" for bank in lost]
    missing = missing_serials(around, found)
    if missing:
        are = "is" if len(missing) == 1 else "are"
        remarks.append(
            f"door {', '.join(map(str, missing))} of {name} {are} not on the plan: look on site; draw what is there, "
            "or list the number as reserved in [numbering]"
        )
    return remarks


def _runs_backward(around: _Around) -> bool:
    """Tell whether more numbers would stay if the doors were counted the other way round."""
    serials = [serial[0] for bank in around.banks[: around.ring] if (serial := door_serial(bank.number)) is not None]
    backward = longest_rise([-serial for serial in serials[1:]])
    return len(backward) > max(2, len(longest_rise(serials)))


def missing_serials(around: _Around, found: Mapping[str, int | None]) -> list[int]:
    """Return the serials below the highest that no door carries or carried and nobody reserved.

    A count that goes over the whole campus is not looked at.
    """
    if not around.rules.starts_at_one or around.rules.scheme.door_scope == "campus":
        return []
    given = {value // LETTERS for value in found.values() if value is not None}
    top = max(given, default=0)
    return [serial for serial in range(1, top) if serial not in given | around.rules.used]


def _no_start(building: Building) -> str:
    name = building.name or building.id
    if not building.main_entrance:
        return (
            f"campus.toml does not say which door of {name} is its main entrance, so its doors are counted from the "
            "lowest number, or from the northernmost door; name the main entrance and run this again"
        )
    return f"the main entrance of {name} is to be door {building.main_entrance}, and no exterior door has that number"


def _own_serials(around: _Around) -> dict[str, tuple[int, str]]:
    """Return the serial and letter that each bank may keep; of two with one number at most one will."""
    own: dict[str, tuple[int, str]] = {}
    rules, main = around.rules, around.main
    most = FAR_BEYOND * max(len(around.banks), rules.count)
    for bank in sorted(around.banks, key=lambda b: (b is not main, not _is_frozen(b, rules.scheme))):
        serial = door_serial(bank.number) if _fits_form(bank, rules.scheme) else None
        is_held = any(own[held.id] == serial for held in around.banks if held.id in own and _is_firm(held, around))
        if serial is None or is_held or serial[0] in rules.taken:
            continue
        is_far = serial[0] > most and not _is_frozen(bank, rules.scheme)
        is_ill_placed = rules.starts_at_one and main is not None and (serial[0] == 1) != (bank is main)
        if not is_far and not is_ill_placed:
            own[bank.id] = serial
    return own


def _is_firm(bank: Bank, around: _Around) -> bool:
    """Tell whether a bank's number is not given up to another bank."""
    return bank is around.main or _is_frozen(bank, around.rules.scheme)


def _fits_form(bank: Bank, scheme: Scheme) -> bool:
    return not scheme.door or fits_template(bank.number, scheme.door) or _is_frozen(bank, scheme)


def _is_frozen(bank: Bank, scheme: Scheme) -> bool:
    names = [re.sub(r"^\s*(door|ext\.?)\s*", "", text, flags=re.IGNORECASE) for text in scheme.frozen
             if re.match(r"\s*(door|ext)", text, re.IGNORECASE)]  # fmt: skip
    serial = door_serial(bank.number)
    return serial is not None and serial in map(door_serial, names)


def _item(bank: Bank, around: _Around, own: Mapping[str, tuple[int, str]]) -> Item:
    serial, letter = own.get(bank.id, (None, ""))
    value = None if serial is None else serial * LETTERS + (ord(letter) - ord("A") + 1 if letter else 0)
    frozen = value is not None and _is_frozen(bank, around.rules.scheme)
    in_court = bank not in around.banks[: around.ring]
    begins = around.rules.starts_at_one and around.main is not None
    is_main = bank is around.main
    return Item(
        bank.id, value, len(bank.doors), lambda v: min(v, CHANGED // 1000),
        (lambda v: (v // LETTERS == 1) == is_main) if begins and not frozen else (lambda _: True),
        frozen or (in_court and value is not None), SOFT if in_court else OUT_OF_PLACE,
    )  # fmt: skip


def _changes(
    around: _Around, n: int, found: Mapping[str, int | None], own: Mapping[str, tuple[int, str]]
) -> Iterator[Change]:
    """Yield a change for each leaf of a bank whose number is to change."""
    bank, building = around.banks[n], around.building
    value, serial = found[bank.id], own.get(bank.id)
    keeps = value is None or (serial is not None and value // LETTERS == serial[0])
    if value is None and serial is None:
        return
    new = bank.number if keeps else write_door((value or 0) // LETTERS, around)
    for door, floor in zip(bank.doors, bank.floors, strict=True):
        if not (keeps and _shows(door, bank)):
            why = f"a leaf of the same bank carries {bank.number}" if keeps else _reason(around, n, serial, found)
            yield Change("door", door.id, building.id, floor, door.shown_number, new, why, _behind(building, door))


def _shows(door: Opening, bank: Bank) -> bool:
    """Tell whether a leaf carries its bank's number, with or without a letter of its own."""
    own, shared = door_serial(door.planned_number or door.shown_number), door_serial(bank.number)
    return own is not None and shared is not None and own[0] == shared[0]


def _reason(around: _Around, n: int, own: tuple[int, str] | None, found: Mapping[str, int | None]) -> str:
    """Say why a door's number changes."""
    bank, rules = around.banks[n], around.rules
    earlier = found[around.banks[n - 1].id]
    before = around.banks[n - 1].number if earlier is None else write_door(earlier // LETTERS, around)
    begins = "the main entrance" if around.main is not None else around.banks[0].number or "the northernmost door"
    place = f"going {rules.scheme.door_direction} from {begins} it comes after {before}"
    if n == 0 and around.main is None:
        place = "the count starts here for want of a named main entrance"
    if bank is around.main:
        place = "it is the main entrance, where the count starts"
        if 1 in rules.used:
            place += "; another door gives up 1, so change both signs on one day"
    elif n >= around.ring:
        place = "it opens on a courtyard, and those come last" if around.is_placed else "it gets the next free number"
    if not bank.number:
        return f"it has no number; {place}"
    return f"{_fault(around, bank, own, found)}; {place}"


def _fault(around: _Around, bank: Bank, own: tuple[int, str] | None, found: Mapping[str, int | None]) -> str:
    """Say what is wrong with a bank's number."""
    if own is not None and own[0] in [(value or 0) // LETTERS for value in found.values()]:
        return f"{bank.number} is another door's number"
    if own is not None:
        return f"{bank.number} is out of order"
    return next(_faults(around, bank), f"{bank.number} is far beyond the {len(around.banks)} doors there are")


def _faults(around: _Around, bank: Bank) -> Iterator[str]:
    serial = door_serial(bank.number)
    twins = [other for other in around.banks if other is not bank and door_serial(other.number) == serial]
    if not _fits_form(bank, around.rules.scheme):
        yield f"{bank.number} is not written as the scheme asks"
    if serial is None:
        yield f"{bank.number} is no number that can be put in order"
    elif twins or serial[0] in around.rules.taken:
        yield f"{bank.number} is another door's number"
    elif serial[0] == 1:
        yield "1 belongs to the main entrance"
    elif bank is around.main:
        yield f"{bank.number} is not 1"


def _behind(building: Building, door: Opening) -> str:
    """Return what a door leads into."""
    rooms = [s for f in building.floors for s in f.spaces if s.id in door.joins]
    return next(
        (f"exterior door of {s.shown_number or s.name}" for s in rooms if s.shown_number or s.name), "exterior door"
    )


def write_door(serial: int, around: _Around) -> str:
    """Write a door's number by the scheme's template, else with the letters that most doors have before it."""
    scheme = around.rules.scheme
    if scheme.door and "{side}" not in scheme.door:
        return fill_template(scheme.door, serial=serial)
    heads = Counter(re.match(r"\D*", bank.number)[0] for bank in around.banks if door_serial(bank.number))  # type: ignore[index]
    head, most = min(heads.items(), key=lambda item: (-item[1], item[0])) if heads else ("", 0)
    return f"{head if 2 * most > sum(heads.values()) else ''}{serial}"
