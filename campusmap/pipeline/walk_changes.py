"""What a walk-through found -> the changes in people's tables that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from campusmap.model.edit import Change
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, Space
from campusmap.model.survey import CHECKED, POSTED_NUMBER, SEEN_OF_DEVICES, SEEN_OF_DOORS, SEEN_OF_ROOMS
from campusmap.model.tables import Row, Tables
from campusmap.model.walk import NO_SIGN
from campusmap.safety.lookup import fold, short_id
from campusmap.safety.room_rows import is_posting_date, read_optional
from campusmap.safety.row_match import match_doors, match_rooms
from campusmap.safety.walk_merge import Held, Seen

_TABLE_OF: Final = {"room": "rooms", "door": "openings", "device": "markers"}
_FACTS_OF: Final = {"rooms": SEEN_OF_ROOMS, "openings": SEEN_OF_DOORS, "markers": (CHECKED, *SEEN_OF_DEVICES)}
_STAMP: Final = ("edited_by", "edited_on")  # columns that say who changed a row last, and when


@dataclass(frozen=True, slots=True)
class Thing:
    """A room, door or device on today's plans, with its row in people's tables, if it has one."""

    kind: str
    thing: Space | Opening | Marker
    building: str
    floor: Floor | None
    row: Row | None = None

    @property
    def table(self) -> str:
        """Return the table that tells of it."""
        return _TABLE_OF[self.kind]

    def cell(self, column: str) -> str:
        """Return what its row says, "" without one."""
        return read_optional(self.row, column) if self.row is not None else ""


@dataclass(slots=True)
class Cells:
    """Cells to be written, by thing, and what stands against some of them."""

    by_thing: dict[str, dict[str, str]] = field(default_factory=dict)
    kept: list[tuple[Seen, str]] = field(default_factory=list)  # what was seen, and what somebody wrote meanwhile

    def put(self, thing: str, **cells: str) -> None:
        """Write cells of a thing's row."""
        self.by_thing.setdefault(thing, {}).update(cells)


def list_things(campus: Campus, tables: Tables) -> dict[str, Thing]:
    """Return everything that a walk-through may ask about, by id."""
    rows: dict[str, Row] = {}
    for row, rooms in zip(tables.rooms, match_rooms(campus, tables.rooms), strict=True):
        rows |= {space.id: row for _, space in rooms if len(rooms) == 1 and space.id not in rows}
    for row, doors in zip(tables.openings, match_doors(campus, tables.openings), strict=True):
        rows |= {door.id: row for _, door in doors if len(doors) == 1 and door.id not in rows}
    by_ref = {row.ref: row for row in tables.markers}
    things = {id_: thing for b in campus.buildings for f in b.floors for id_, thing in _on_floor(b, f, rows)}
    floors = {floor.id: floor for building in campus.buildings for floor in building.floors}
    for marker in campus.markers:
        own = next((by_ref[ref] for ref in marker.refs if ref in by_ref), None)
        things[marker.id] = Thing("device", marker, marker.building, floors.get(marker.floor), own)
    return things


def _on_floor(building: Building, floor: Floor, rows: Mapping[str, Row]) -> Iterator[tuple[str, Thing]]:
    for space in floor.spaces:
        yield space.id, Thing("room", space, building.id, floor, rows.get(space.id))
    for door in floor.openings:
        yield door.id, Thing("door", door, building.id, floor, rows.get(door.id))


def survey_changes(new: Sequence[Seen], notes: Mapping[tuple[str, str], str]) -> list[Change]:
    """Return each new fact as a row of the survey; ``notes`` add to the note of what a person checked."""
    return [Change("survey", None, _survey_row(seen, notes)) for seen in new]


def _survey_row(seen: Seen, notes: Mapping[tuple[str, str], str]) -> dict[str, str]:
    more = notes.get((seen.subject, seen.who), "") if seen.fact == CHECKED else ""
    area = f"{seen.area_m2:.1f}" if seen.fact == "hard_corner" and seen.value == "confirmed" and seen.area_m2 else ""
    cells = {
        "subject": seen.subject, "fact": seen.fact, "value": seen.value, "who": seen.who, "when": seen.when,
        "plan_digest": seen.plan, "area_m2": area, "note": "; ".join(filter(None, (seen.note, more))),
    }  # fmt: skip
    return {key: text for key, text in cells.items() if text}


def fill_cells(held: Held, things: Mapping[str, Thing]) -> Cells:
    """Return what the tables take over of undisputed facts; a cell that somebody changed meanwhile stays."""
    cells = Cells()
    for seen in held.standing.values():
        thing = things.get(seen.subject)
        if thing is None or seen.fact not in _FACTS_OF[thing.table]:
            continue
        if seen.fact == POSTED_NUMBER:
            _fill_number(seen, thing, cells)
        elif seen.fact == CHECKED:
            _fill_check(seen, thing, cells)
        else:
            _fill_fact(seen, thing, cells)
    return cells


def _fill_number(seen: Seen, thing: Thing, cells: Cells) -> None:
    """Record the number of a sign; one that is planned goes up, or stays planned while another hangs there."""
    listed, dated = thing.cell(POSTED_NUMBER), thing.cell("posted_on")
    day = seen.day.isoformat()
    if seen.value == NO_SIGN:
        return
    if listed and not is_posting_date(dated) and fold(listed) != fold(seen.value):
        if not isinstance(thing.thing, Marker) and fold(thing.thing.number) != fold(seen.value):
            cells.put(seen.subject, posted_before=seen.value)
    elif not listed or fold(listed) == fold(seen.value):
        if not dated:
            cells.put(seen.subject, posted_number=listed or seen.value, posted_on=day)
    elif fold(listed) != fold(seen.known):
        cells.kept.append((seen, listed))
    else:
        cells.put(seen.subject, posted_number=seen.value, posted_on=day)


def _fill_check(seen: Seen, thing: Thing, cells: Cells) -> None:
    """Date a device that is where it should be; only one that has a row of its own."""
    day = seen.day.isoformat()
    if thing.row is not None and seen.value == "yes" and thing.cell("checked_on") < day:
        cells.put(seen.subject, checked_on=day, checked_by=seen.who)


def _fill_fact(seen: Seen, thing: Thing, cells: Cells) -> None:
    listed = thing.cell(seen.fact)
    if fold(listed) == fold(seen.value):
        return
    if listed and fold(listed) != fold(seen.known):
        cells.kept.append((seen, listed))
    else:
        cells.put(seen.subject, **{seen.fact: seen.value})


def table_changes(
    cells: Mapping[str, dict[str, str]],
    things: Mapping[str, Thing],
    campus: Campus,
    tables: Tables,
    stamp: tuple[str, str],
) -> list[Change]:
    """Return the cells as changes of rows: those that are there, else new ones at the end of the table.

    ``stamp`` is who changes them, and the day.
    """
    changes: list[Change] = []
    for id_, new in sorted(cells.items()):
        thing = things[id_]
        written = new | dict(zip(_STAMP, stamp, strict=True))
        if thing.row is not None:
            before = dict(thing.row.cells)
            changes.append(Change(thing.table, before, before | written, _row_number(thing.row)))
        elif thing.kind != "device":
            changes.append(Change(thing.table, None, _head(thing) | written))
    begun = {change.after["id"] for change in changes if change.file == "rooms" and change.after}
    if begun and "rooms" not in tables.present:
        changes = [*_begin_rooms(campus, things, begun), *changes]
    return sorted(changes, key=lambda change: change.before is None)


def _row_number(row: Row) -> int:
    return int(row.ref.place.removeprefix("row ") or 0)


def _head(thing: Thing) -> dict[str, str]:
    """Return the cells by which a new row names its room or door."""
    own = {"id": thing.thing.id} if thing.kind == "room" else {"door": thing.thing.id}
    number = thing.thing.number if not isinstance(thing.thing, Marker) else ""
    floor = short_id(thing.floor) if thing.floor else ""
    cells = own | {"building": thing.building, "floor": floor, "number": number}
    return {key: text for key, text in cells.items() if text}


def _begin_rooms(campus: Campus, things: Mapping[str, Thing], but: set[str]) -> Iterator[Change]:
    """Yield the rows of a room list that is not there yet: every numbered room, since a list is taken to be whole."""
    for building in campus.buildings:
        for floor in building.floors:
            for space in sorted(floor.spaces, key=lambda each: (each.number, each.id)):
                if space.number and space.id not in but:
                    yield Change("rooms", None, _head(things[space.id]))
