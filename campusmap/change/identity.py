"""Identities that survive a revised drawing: a room known from an earlier edition keeps its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from campusmap.change.align import find_shift, move_floor, pair_floors
from campusmap.change.doors import pair_doors
from campusmap.change.match import RoomMatch, match_rooms
from campusmap.model.places import OUTSIDE, Building, Floor, Opening, Space


def keep_ids(known: Sequence[Building], buildings: Sequence[Building]) -> tuple[Building, ...]:
    """Return buildings whose rooms and openings bear the ids that an earlier edition gave them.

    ``known`` are the buildings of that edition, with shapes in the same CRS. What is new and would take the id of
    something else gets one of its own. Notices about a renamed thing follow it.
    """
    before = {building.id: building for building in known}
    return tuple(_keep_in(before[b.id], b) if b.id in before else b for b in buildings)


def list_lost(known: Sequence[Building], buildings: Sequence[Building]) -> list[Space]:
    """Return the rooms of an earlier edition whose id nothing bears any more, in order of id."""
    alive = {space.id for b in buildings for floor in b.floors for space in floor.spaces}
    return sorted(
        (s for b in known for floor in b.floors for s in floor.spaces if s.id not in alive), key=lambda s: s.id
    )


def _keep_in(known: Building, building: Building) -> Building:
    before = {new.id: old for old, new in pair_floors(known.floors, building.floors)}
    floors = tuple(_keep_on(before[f.id], f) if f.id in before else f for f in building.floors)
    return replace(building, floors=floors)


def _keep_on(known: Floor, floor: Floor) -> Floor:
    moved = move_floor(known, find_shift(known, floor))
    match = match_rooms(moved, floor)
    kept = {floor.spaces[j].id: moved.spaces[i].id for i, j in (*match.pairs, *_heirs(moved, floor, match))}
    names = _rename([space.id for space in floor.spaces], kept)
    back = {old: new for new, old in kept.items()}
    doors = pair_doors(moved.openings, floor.openings, back)
    names |= _rename(
        [opening.id for opening in floor.openings], {floor.openings[j].id: moved.openings[i].id for i, j in doors}
    )
    return _renamed(floor, names)


def _heirs(old: Floor, new: Floor, match: RoomMatch) -> Iterable[tuple[int, int]]:
    """Yield who goes on bearing the id of a room that was split or merged: the same number, else the largest part."""
    for i, parts in match.splits:
        yield i, max(parts, key=lambda j: _claim(old.spaces[i], new.spaces[j]))
    for wholes, j in match.merges:
        yield max(wholes, key=lambda i: _claim(new.spaces[j], old.spaces[i])), j


def _claim(whole: Space, part: Space) -> tuple[bool, float, str]:
    return (bool(part.shown_number) and part.shown_number == whole.shown_number, part.outline.area, part.id)


def _rename(ids: Sequence[str], kept: dict[str, str]) -> dict[str, str]:
    """Map every id to the one it shall bear: what is kept first, the others get a suffix where theirs is taken."""
    taken, names = set(kept.values()), dict(kept)
    for own in ids:
        if own in names:
            continue
        name, n = own, 1
        while name in taken:
            n += 1
            name = f"{own}-{n}"
        taken.add(name)
        names[own] = name
    return names


def _renamed(floor: Floor, names: dict[str, str]) -> Floor:
    if all(own == name for own, name in names.items()):
        return floor
    return replace(
        floor,
        spaces=tuple(replace(space, id=names[space.id]) for space in floor.spaces),
        openings=tuple(_renamed_opening(opening, names) for opening in floor.openings),
        notices=tuple(replace(notice, subject=names.get(notice.subject, notice.subject)) for notice in floor.notices),
    )


def _renamed_opening(opening: Opening, names: dict[str, str]) -> Opening:
    joins = tuple(side if side == OUTSIDE else names.get(side, side) for side in opening.joins)
    return replace(opening, id=names[opening.id], joins=joins)
