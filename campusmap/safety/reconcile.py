"""Bring people's tables and the drawing together: rooms, doors, contacts, recipients."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from campusmap.model.places import Building, Campus, Contact, Floor, Opening, Recipient, Space
from campusmap.model.source import Notice
from campusmap.model.tables import Row, Tables
from campusmap.safety.door_rows import fill_opening, find_doors
from campusmap.safety.lookup import (
    Spot,
    door_number,
    find_buildings,
    find_numbered_doors,
    find_spaces,
    find_spots,
    fold,
)  # fmt: skip
from campusmap.safety.room_rows import fill_space, names_posted, read_optional


@dataclass(slots=True)
class _Outcome:
    """What reading the rows has led to so far, by space or opening id."""

    spaces: dict[str, Space] = field(default_factory=dict)
    openings: dict[str, Opening] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    claimed: frozenset[str] = frozenset()  # rooms that a row names by their id
    notices: list[Notice] = field(default_factory=list)


def apply_tables(campus: Campus, tables: Tables) -> Campus:
    """Fill rooms, openings, contacts and recipients in from the tables, and note what does not agree.

    A row is matched by building (id, number or name; blank: any), floor (id, code, name or ordinal; blank: any) and
    number, folded to letters and digits (leading zeros stay); it must fit exactly one room. A cell ``id`` that holds a
    room's id goes before all that; a row whose number is on no drawing any more is matched by its posted number. The
    table's name beats the drawing's, which stays as an alias. Posted and planned: ``posted_number`` is the number on
    the wall once ``posted_on`` holds a date, or if it is the drawing's own; otherwise it is a proposal and becomes
    ``planned_number``, which is never shown as the room's number (``posted_before``, else the drawing's, is). A column
    ``planned_number`` is a proposal always. The main entrance keeps being the door that it was when its number changes.
    """
    outcome = _Outcome(claimed=_claimed_ids(campus, tables.rooms))
    for row in tables.rooms:
        _apply_room(campus, row, outcome)
    if "rooms" in tables.present or tables.rooms:
        outcome.notices += _unlisted(campus, outcome.listed)
    for row in tables.openings:
        _apply_opening(campus, row, tables.openings, outcome)
    return replace(
        _rebuild(campus, outcome),
        contacts=campus.contacts + tuple(_read_contact(row) for row in tables.contacts),
        recipients=campus.recipients + tuple(_read_recipient(row) for row in tables.recipients),
        notices=campus.notices + tuple(outcome.notices),
    )


def _claimed_ids(campus: Campus, rows: tuple[Row, ...]) -> frozenset[str]:
    ids = {space.id for building in campus.buildings for floor in building.floors for space in floor.spaces}
    return frozenset(ids & {row.get("id").strip() for row in rows})


def _apply_room(campus: Campus, row: Row, outcome: _Outcome) -> None:
    name = row.get("number") or row.get("name")
    spots = find_spots(campus, row.get("building"), row.get("floor"))
    found = _find_rooms(campus, row, spots, outcome.claimed)
    outcome.listed.update(space.id for _, space in found)
    if len(found) == 1:
        _fill_room(row, *found[0], outcome)
    elif not found:
        outcome.notices.append(_undrawn(campus, row, name, spots))
    else:
        where = ", ".join(space.id for _, space in found)
        outcome.notices.append(_about(row, "table.room_ambiguous", f"room {name} fits {where}", found[0][0]))


def _find_rooms(
    campus: Campus, row: Row, spots: tuple[Spot, ...], claimed: frozenset[str]
) -> tuple[tuple[Spot, Space], ...]:
    """Return the rooms that a row fits: by id, else by number or name those that no other row claims by their id.

    An id that was a room's and is none any more, and a number that is on no drawing, leave the posted number.
    """
    own = row.get("id").strip()
    if own in claimed:
        everywhere = find_spots(campus, "", "")
        return tuple((spot, space) for spot in everywhere for space in spot.floor.spaces if space.id == own)
    is_gone = any(own.startswith(f"{spot.floor.id}/") for spot in spots)
    found = () if is_gone else find_spaces(spots, row.get("number") or row.get("name"))
    free = tuple(pair for pair in found if pair[1].id not in claimed)
    return free or found or find_spaces(spots, names_posted(row))


def _fill_room(row: Row, spot: Spot, space: Space, outcome: _Outcome) -> None:
    if space.id in outcome.spaces:
        text = f"room {row.get('number')} is listed twice; the first row counts"
        outcome.notices.append(_about(row, "table.room_ambiguous", text, spot, space.id))
        return
    filled, complaints = fill_space(space, row)
    outcome.spaces[space.id] = filled
    outcome.notices += [_about(row, code, text, spot, space.id) for code, text in complaints]


def _undrawn(campus: Campus, row: Row, name: str, spots: tuple[Spot, ...]) -> Notice:
    """Say why no room fits a row: the building, the floor, or the room itself."""
    building, floor = row.get("building"), row.get("floor")
    if not find_buildings(campus, building):
        text = f"room {name}: there is no building {building}"
    elif not spots:
        text = f"room {name}: building {building or campus.buildings[0].id} has no floor {floor}"
    else:
        text = f"room {name or '(blank)'} is in the list but not on the drawing"
    return _about(row, "table.room_not_drawn", text, spots[0] if len(spots) == 1 else None)


def _unlisted(campus: Campus, listed: set[str]) -> list[Notice]:
    """Note every numbered room that the list does not have."""
    return [
        Notice(
            "table.room_not_listed", f"room {space.number} is on the drawing but not in the room list", space.id,
            space.refs[0] if space.refs else None, building.id, floor.id,
        )
        for building in campus.buildings
        for floor in building.floors
        for space in floor.spaces
        if space.number and space.id not in listed
    ]  # fmt: skip


def _apply_opening(campus: Campus, row: Row, rows: tuple[Row, ...], outcome: _Outcome) -> None:
    spots = find_spots(campus, row.get("building"), row.get("floor"))
    door = row.get("door") or row.get("number")
    siblings = {
        fold(other.get("door")) for other in rows
        if (other.get("building"), other.get("floor")) == (row.get("building"), row.get("floor"))
    }  # fmt: skip
    found = find_doors(spots, door, siblings) or find_numbered_doors(spots, names_posted(row))
    if len(found) == 1:
        _fill_door(row, *found[0], outcome)
        return
    where = ", ".join(opening.id for _, opening in found)
    text = f"door {door} fits {where}" if found else f"door {door or '(blank)'} is in the list but not on the drawing"
    outcome.notices.append(_about(row, "table.door_unknown", text, spots[0] if len(spots) == 1 else None))


def _fill_door(row: Row, spot: Spot, opening: Opening, outcome: _Outcome) -> None:
    if opening.id in outcome.openings:
        text = f"door {row.get('door')} is listed twice; the first row counts"
        outcome.notices.append(_about(row, "table.door_unknown", text, spot, opening.id))
        return
    filled, complaints = fill_opening(opening, row)
    outcome.openings[opening.id] = filled
    outcome.notices += [_about(row, code, text, spot, opening.id) for code, text in complaints]


def _about(row: Row, code: str, text: str, spot: Spot | None = None, subject: str = "") -> Notice:
    building, floor = (spot.building.id, spot.floor.id) if spot else ("", "")
    return Notice(code, text, subject or row.ref.file, row.ref, building, floor)


def _rebuild(campus: Campus, outcome: _Outcome) -> Campus:
    """Put the filled rooms and doors into their floors."""

    def refloor(floor: Floor) -> Floor:
        spaces = tuple(outcome.spaces.get(space.id, space) for space in floor.spaces)
        openings = tuple(outcome.openings.get(opening.id, opening) for opening in floor.openings)
        return replace(floor, spaces=spaces, openings=openings)

    buildings = (replace(b, floors=tuple(refloor(f) for f in b.floors)) for b in campus.buildings)
    return replace(campus, buildings=tuple(map(_follow_entrance, buildings)))


def _follow_entrance(building: Building) -> Building:
    """Name the main entrance by the number on its door when campus.toml still names it by the one before."""
    main = door_number(building.main_entrance)
    doors = [door for floor in building.floors for door in floor.openings if door.exterior]
    if not main or any(door_number(door.shown_number) == main for door in doors):
        return building
    renumbered = [door for door in doors if main in (door_number(door.number), door_number(door.former_number))]
    return replace(building, main_entrance=renumbered[0].shown_number) if len(renumbered) == 1 else building


def _read_contact(row: Row) -> Contact:
    return Contact(*(read_optional(row, key) for key in ("role", "name", "organisation", "phone", "radio")))


def _read_recipient(row: Row) -> Recipient:
    return Recipient(*(read_optional(row, key) for key in ("agency", "role", "copy", "delivered_on", "edition")))
