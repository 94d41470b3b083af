"""What changed between two editions of a campus, told in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from campusmap.change.align import Shift, find_shift, move_floor, pair_floors
from campusmap.change.contacts import compare_contacts
from campusmap.change.devices import compare_devices
from campusmap.change.doors import compare_doors
from campusmap.change.match import match_rooms
from campusmap.change.rooms import compare_rooms
from campusmap.change.words import name_building, name_floor, name_space
from campusmap.model.change import KINDS, Change, Comparison, Snapshot
from campusmap.model.places import Building, Floor
from campusmap.units import say_length

# A walk-through older than this at the day of issue has aged. Source: yearly review in most states' mapping laws.
VERIFIED_DAYS: Final = 365


def compare_editions(old: Snapshot, new: Snapshot) -> Comparison:
    """Hold two editions of a campus against each other; both in the same CRS, metres."""
    changes: list[Change] = []
    same: dict[str, str] = {}
    shifts: dict[str, Shift] = {}
    before = {building.id: building for building in old.campus.buildings}
    after = {building.id: building for building in new.campus.buildings}
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            changes.append(Change("building.added", f"{name_building(after[key])} is new", key, new=(key,)))
        elif key not in after:
            changes.append(Change("building.removed", f"{name_building(before[key])} is gone", key, old=(key,)))
        else:
            changes += _compare_buildings(before[key], after[key], same, shifts)
    changes += compare_devices(old.campus, new.campus, same, shifts)
    changes += _compare_corners(old, new, same)
    changes += compare_contacts(old.contacts, new.contacts)
    changes += _compare_verification(old, new)
    order = {kind: n for n, kind in enumerate(KINDS)}
    told = sorted(changes, key=lambda c: (c.building, c.floor, order[c.kind], c.text, c.old, c.new))
    return Comparison(old, new, tuple(told), same)


def _compare_buildings(
    old: Building, new: Building, same: dict[str, str], shifts: dict[str, Shift]
) -> Iterator[Change]:
    say = partial(Change, building=new.id, old=(old.id,), new=(new.id,))
    if old.number != new.number:
        yield say("building.renumbered", f"{name_building(new)}: number {_was(old.number, new.number)}")
    if old.name != new.name:
        yield say("building.renamed", f"{name_building(new)}: name {_was(old.name, new.name)}")
    if old.main_entrance != new.main_entrance:
        text = f"{name_building(new)}: main entrance {_was(old.main_entrance, new.main_entrance)}"
        yield say("building.entrance", text)
    yield from _come_or_gone_floors(old, new)
    for before, after in pair_floors(old.floors, new.floors):
        shifts[after.id] = find_shift(before, after)
        yield from _compare_floors(before, after, new, shifts[after.id], same)


def _was(old: str, new: str) -> str:
    return f'was "{old}", is now "{new}"' if old and new else f'"{new}" is new' if new else f'"{old}" is gone'


def _come_or_gone_floors(old: Building, new: Building) -> Iterator[Change]:
    before, after = ({floor.id: floor for floor in building.floors} for building in (old, new))
    for key in sorted(after.keys() - before.keys()):
        yield Change("floor.added", f"{name_floor(new, after[key])} is new", new.id, key, new=(key,))
    for key in sorted(before.keys() - after.keys()):
        yield Change("floor.removed", f"{name_floor(old, before[key])} is gone", old.id, key, old=(key,))


def _compare_floors(old: Floor, new: Floor, building: Building, shift: Shift, same: dict[str, str]) -> Iterator[Change]:
    where = name_floor(building, new)
    if old.id != new.id:
        text = f"{where} now shows the rooms that were on {old.id.rpartition('/')[2]}"
        yield Change("floor.swapped", text, building.id, new.id, (old.id,), (new.id,))
    if old.frame.placed != new.frame.placed:
        text = (
            f"{where} {'has' if new.frame.placed else 'has no'} coordinates now: rooms are compared by number and name"
        )
        yield Change("floor.uncompared", text, building.id, new.id, (old.id,), (new.id,))
    if shift != Shift():
        text = f"{where} lies elsewhere: shifted by {say_length(shift.shift_m)}, turned by {shift.turn_deg:.1f} degrees"
        yield Change("floor.shifted", text, building.id, new.id, (old.id,), (new.id,))
    moved = move_floor(old, shift)
    match = match_rooms(moved, new)
    same.update({old.spaces[i].id: new.spaces[j].id for i, j in match.pairs})
    yield from compare_rooms(moved, new, match, building.id)
    yield from compare_doors(moved, new, same, building.id)


def _compare_corners(old: Snapshot, new: Snapshot, same: dict[str, str]) -> Iterator[Change]:
    spaces = {s.id: (b, f, s) for b in new.campus.buildings for f in b.floors for s in f.spaces}
    for before, after in sorted(same.items()):
        if after not in spaces:
            continue
        building, floor, space = spaces[after]
        for kind, words in _compare_corner(old, new, before, after):
            yield Change(kind, f"{name_space(space)} {words}", building.id, floor.id, (before,), (after,))


def _compare_corner(old: Snapshot, new: Snapshot, before: str, after: str) -> Iterator[tuple[str, str]]:
    had, has = old.outcomes.get(before) == "hard_corner", new.outcomes.get(after) == "hard_corner"
    if had != has:
        yield ("corner.lost", "has lost its hard corner") if had else ("corner.found", "now has a hard corner")
    if old.confirmed is None or new.confirmed is None:
        return
    had, has = before in old.confirmed, after in new.confirmed
    if had and not has:
        yield "corner.unconfirmed", "had its hard corner confirmed on site, and no longer has"
    elif has and not had:
        yield "corner.confirmed", "has had its hard corner confirmed on site"


def _compare_verification(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    ages = [_verified_age(shot) for shot in (old, new)]
    if ages[1] is not None and ages[1] > VERIFIED_DAYS and (ages[0] is None or ages[0] <= VERIFIED_DAYS):
        text = f"the walk-through of {new.verified_on} is {ages[1]} days old at this issue: walk the campus again"
        yield Change("verification.aged", text)


def _verified_age(shot: Snapshot) -> int | None:
    if not shot.verified_on:
        return None
    return (date.fromisoformat(shot.issued) - date.fromisoformat(shot.verified_on)).days
