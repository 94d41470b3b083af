"""Which room or door each row of a table is about, also after drawings have taken over the numbers on the walls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from campusmap.model.places import Campus, Opening, Space
from campusmap.model.tables import Row
from campusmap.safety.door_rows import find_doors
from campusmap.safety.lookup import Spot, find_numbered_doors, find_spaces, find_spots, fold
from campusmap.safety.room_rows import names_posted

Thing = TypeVar("Thing", Space, Opening)
Found = tuple[tuple[Spot, Thing], ...]


def match_rooms(campus: Campus, rows: Sequence[Row]) -> list[tuple[tuple[Spot, Space], ...]]:
    """Return the rooms that each row fits: by its cell ``id``, else by number or name, else by its posted number.

    An id that was a room's and is none any more leaves the posted number, where there is one.
    """
    everywhere = find_spots(campus, "", "")
    by_id = {space.id: (spot, space) for spot in everywhere for space in spot.floor.spaces}

    def by_number(row: Row) -> tuple[tuple[Spot, Space], ...]:
        own, spots = row.get("id").strip(), _spots(campus, row)
        if own in by_id:
            return (by_id[own],)
        is_gone = any(own.startswith(f"{spot.floor.id}/") for spot in spots)
        return () if is_gone and names_posted(row) else find_spaces(spots, row.get("number") or row.get("name"))

    named = {row.get("id").strip() for row in rows} & by_id.keys()
    return _match(rows, by_number, lambda row: find_spaces(_spots(campus, row), names_posted(row)), named)


def match_doors(campus: Campus, rows: Sequence[Row]) -> list[tuple[tuple[Spot, Opening], ...]]:
    """Return the doors that each row fits: by id, number or the room it serves, else by its posted number."""
    siblings: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        siblings.setdefault((row.get("building"), row.get("floor")), set()).add(fold(row.get("door")))

    def by_number(row: Row) -> tuple[tuple[Spot, Opening], ...]:
        here = siblings[row.get("building"), row.get("floor")]
        return find_doors(_spots(campus, row), row.get("door") or row.get("number"), here)

    return _match(rows, by_number, lambda row: find_numbered_doors(_spots(campus, row), names_posted(row)), set())


def _spots(campus: Campus, row: Row) -> tuple[Spot, ...]:
    return find_spots(campus, row.get("building"), row.get("floor"))


def _match(
    rows: Sequence[Row], by_number: Callable[[Row], Found[Thing]], by_posted: Callable[[Row], Found[Thing]],
    named: set[str],
) -> list[Found[Thing]]:  # fmt: skip
    """Match rows by number; those whose number is gone by the posted one, which they then hold against other rows.

    ``named`` are ids that rows name outright. Where a drawing has taken over new numbers, a row still tells the old
    one: it gives up a thing that another row, whose old number is gone, has under its posted number.
    """
    first = [by_number(row) for row in rows]
    settled: dict[int, Found[Thing]] = {}
    held = set(named)
    is_going_on = True
    while is_going_on:
        is_going_on = False
        for n, row in enumerate(rows):
            if n in settled or not names_posted(row) or _has_own(first[n], named) or _free(first[n], held):
                continue
            posted = by_posted(row)
            if len(posted) == 1 and posted[0][1].id not in held:
                settled[n], is_going_on = posted, True
                held.add(posted[0][1].id)
    return [settled.get(n) or _free(found, held) or found for n, found in enumerate(first)]


def _has_own(found: Found[Thing], named: set[str]) -> bool:
    return len(found) == 1 and found[0][1].id in named


def _free(found: Found[Thing], held: set[str]) -> Found[Thing]:
    return tuple(pair for pair in found if pair[1].id not in held)
