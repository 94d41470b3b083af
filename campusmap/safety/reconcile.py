"""Bring people's tables and the drawing together: rooms, doors, contacts, recipients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from campusmap.model.places import Building, Campus, Contact, Floor, Opening, Recipient, Space
from campusmap.model.source import Notice
from campusmap.model.tables import Row, Tables
from campusmap.safety.dates import read_date
from campusmap.safety.door_rows import fill_opening
from campusmap.safety.lookup import Spot, door_number, find_spots, fold, say_no_spot
from campusmap.safety.room_rows import fill_space, names_posted, read_optional
from campusmap.safety.row_match import match_doors, match_rooms


@dataclass(slots=True)
class _Outcome:
    """What reading the rows has led to so far, by space or opening id."""

    spaces: dict[str, Space] = field(default_factory=dict)
    openings: dict[str, Opening] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
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
    outcome = _Outcome()
    for row, rooms in zip(tables.rooms, match_rooms(campus, tables.rooms), strict=True):
        _apply_room(campus, row, rooms, outcome)
    if "rooms" in tables.present or tables.rooms:
        outcome.notices += _unlisted(campus, outcome.listed)
    for row, doors in zip(tables.openings, match_doors(campus, tables.openings), strict=True):
        _apply_opening(campus, row, doors, outcome)
    return replace(
        _rebuild(campus, outcome),
        contacts=campus.contacts + tuple(_read_contact(row) for row in tables.contacts),
        recipients=campus.recipients + tuple(_read_recipient(row) for row in tables.recipients),
        notices=(
            *campus.notices,
            *outcome.notices,
            *_undated(tables.recipients),
            *_unnamed(tables.contacts, "role"),
            *_unnamed(tables.recipients, "agency"),
        ),
    )


def _apply_room(campus: Campus, row: Row, found: tuple[tuple[Spot, Space], ...], outcome: _Outcome) -> None:
    name = row.get("number") or row.get("name")
    outcome.listed.update(space.id for _, space in found)
    if len(found) == 1:
        _fill_room(row, *found[0], outcome)
        outcome.notices += _judge_id(campus, row, *found[0], "number")
    elif not found:
        outcome.notices.append(_undrawn(campus, row, name))
    else:
        where = ", ".join(space.id for _, space in found)
        outcome.notices.append(_about(row, "table.room_ambiguous", f"room {name} fits {where}", found[0][0]))


def _fill_room(row: Row, spot: Spot, space: Space, outcome: _Outcome) -> None:
    if space.id in outcome.spaces:
        text = f"room {row.get('number')} is listed twice; the first row counts"
        outcome.notices.append(_about(row, "table.room_ambiguous", text, spot, space.id))
        return
    filled, complaints = fill_space(space, row)
    outcome.spaces[space.id] = filled
    outcome.notices += [_about(row, code, text, spot, space.id) for code, text in complaints]


def _undrawn(campus: Campus, row: Row, name: str) -> Notice:
    """Say why no room fits a row: the building, the floor, or the room itself."""
    building, floor = row.get("building"), row.get("floor")
    spots = find_spots(campus, building, floor)
    lacking = say_no_spot(campus, building, floor)
    text = f"room {name}: {lacking}" if lacking else f"room {name or '(blank)'} is in the list but not on the drawing"
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


def _apply_opening(campus: Campus, row: Row, found: tuple[tuple[Spot, Opening], ...], outcome: _Outcome) -> None:
    if len(found) == 1:
        _fill_door(row, *found[0], outcome)
        outcome.notices += _judge_id(campus, row, *found[0], "door")
        return
    spots, door = find_spots(campus, row.get("building"), row.get("floor")), row.get("door") or row.get("number")
    where = ", ".join(opening.id for _, opening in found)
    lacking = say_no_spot(campus, row.get("building"), row.get("floor"))
    text = f"door {door}: {lacking}" if lacking else f"door {door or '(blank)'} is in the list but not on the drawing"
    text = f"door {door} fits {where}" if found else text
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


def _judge_id(campus: Campus, row: Row, spot: Spot, thing: Space | Opening, by: str) -> list[Notice]:
    """Tell of an id that is nobody's today, and of a building or floor that the id leaves without a say."""
    own, building, floor = row.get("id").strip(), row.get("building"), row.get("floor")
    text = ""
    if own and own != thing.id:
        text = f"id {own[:60]!r} is not what {thing.id} is called, to which the row's {by} leads"
    elif own and all(other.floor.id != spot.floor.id for other in find_spots(campus, building, floor)):
        lacking = say_no_spot(campus, building, floor) or "it is in another building or on another floor than the row's"
        text = f"the row's id leads to {thing.id}, but {lacking}"
    elif own and isinstance(thing, Space) and not _is_called(thing, row):
        text = f"the row's id leads to {thing.id}, which is not number {row.get('number')[:60]!r}"
    return [_about(row, "table.bad_value", text, spot, thing.id)] if text else []


def _is_called(space: Space, row: Row) -> bool:
    """Tell whether a row's number is the room's, or was before the number that it says is on the wall."""
    number = fold(row.get("number"))
    names = (space.number, space.posted_number, space.planned_number, space.name, *space.aliases)
    return not number or bool(names_posted(row)) or number in map(fold, names)


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


def _undated(rows: Iterable[Row]) -> Iterator[Notice]:
    """Note every day of delivery that cannot be read."""
    for row in rows:
        day = read_optional(row, "delivered_on")
        if day and read_date(day) is None:
            text = f"delivered_on {day!r} is no date, so {row.get('agency') or 'the agency'} counts as not served"
            yield _about(row, "table.bad_value", text)


def _unnamed(rows: Iterable[Row], column: str) -> Iterator[Notice]:
    """Note every row of a table without what makes it a row."""
    for row in rows:
        if not read_optional(row, column):
            yield _about(row, "table.bad_value", f"{column} is blank, without which the row says nothing")


def _read_recipient(row: Row) -> Recipient:
    return Recipient(*(read_optional(row, key) for key in ("agency", "role", "copy", "delivered_on", "edition")))
