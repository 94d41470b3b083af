"""What the rules are given, and how to find one's way in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from campusmap.change.earlier import last_before
from campusmap.model.analysis import Analysis
from campusmap.model.finding import Finding
from campusmap.model.kit import SheetFact
from campusmap.model.ledger import Issued, Ledger
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, OpeningKind, Space, Use
from campusmap.model.project import Project
from campusmap.model.source import Notice, Ref
from campusmap.model.tables import Row, Tables
from campusmap.numbering.custom import infer_floor_code
from campusmap.numbering.grammar import NumberParts, is_circulation_number, is_one_number, parse_number
from campusmap.numbering.order import Sides, rooms_along
from campusmap.numbering.scheme import Scheme, scheme_of
from campusmap.units import say_area

Thing = Building | Floor | Space | Opening
DOOR_KINDS = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR})


class Owner(NamedTuple):
    """Where a thing of the campus belongs."""

    building: Building
    floor: Floor | None
    thing: Thing


@dataclass(frozen=True)
class Evidence:
    """Everything a rule may look at. ``issued`` is the issue date, ISO; ``findings`` only waiver rules see."""

    campus: Campus
    project: Project
    tables: Tables = field(default_factory=Tables)
    analysis: Analysis = field(default_factory=Analysis)
    sheets: tuple[SheetFact, ...] = ()
    issued: str = "1970-01-01"
    ledger_present: bool = False
    ledger: Ledger | None = None
    findings: tuple[Finding, ...] = ()
    exporters: tuple[str, ...] = ()  # what the build is going to write, by name; nothing for a mere check

    @cached_property
    def owners(self) -> dict[str, Owner]:
        """Map the id of every building, floor, space and opening to where it belongs."""
        return {owner.thing.id: owner for owner in self._owned()}

    def _owned(self) -> Iterator[Owner]:
        for building in self.campus.buildings:
            yield Owner(building, None, building)
            for floor in building.floors:
                yield Owner(building, floor, floor)
                yield from (Owner(building, floor, space) for space in floor.spaces)
                yield from (Owner(building, floor, opening) for opening in floor.openings)

    @cached_property
    def scheme(self) -> Scheme:
        """Return the numbering scheme: what [numbering] says, joined with its preset."""
        return scheme_of(self.project.numbering)

    @cached_property
    def floor_codes(self) -> dict[str, str]:
        """Map each floor's id to what its room numbers begin with: its declared code, else what they say themselves."""
        return {
            floor.id: floor.code
            or infer_floor_code([room.shown_number for room in numbered_rooms(floor)], building.number)
            for building in self.campus.buildings
            for floor in building.floors
        }

    @cached_property
    def _numbers_read(self) -> dict[str, NumberParts | None]:
        return {
            space.id: parse_number(
                space.shown_number, building_number=building.number, floor_code=self.floor_codes[floor.id]
            )
            for building in self.campus.buildings
            for floor in building.floors
            for space in floor.spaces
        }

    def read_number(self, space: Space) -> NumberParts | None:
        """Return a space's number taken apart, by its floor's code."""
        return self._numbers_read[space.id]

    def is_one_number(self, space: Space) -> bool:
        """Tell whether a space carries one room number that can be read; two in one are a fault of their own."""
        is_one = is_one_number(space.shown_number) and not is_circulation(space)
        return is_one and self.read_number(space) is not None

    @cached_property
    def room_rows(self) -> dict[str, list[Row]]:
        """Map the ids of spaces to their rows of the rooms table."""
        rows = {row.ref: row for row in self.tables.rooms}
        spaces = (space for floor in self.floors for space in floor.spaces)
        return {space.id: [rows[ref] for ref in space.refs if ref in rows] for space in spaces}

    @cached_property
    def _along(self) -> dict[str, Sides | None]:
        return {}

    def rooms_along(self, corridor: Space) -> Sides | None:
        """Return the numbered rooms along a corridor by side and in order; None where there is no one way along it."""
        if corridor.id not in self._along:
            floor = self.floor_of(corridor)
            self._along[corridor.id] = rooms_along(corridor, numbered_rooms(floor), floor.openings)
        return self._along[corridor.id]

    @cached_property
    def _openings_by_ref(self) -> dict[Ref, Row]:
        return {row.ref: row for row in self.tables.openings}

    def door_cells(self, door: Opening, *columns: str) -> dict[str, str]:
        """Return what the rows of the openings table say of a door under some columns, "" for nothing."""
        rows = [self._openings_by_ref[ref] for ref in door.refs if ref in self._openings_by_ref]
        return {column: next((row.get(column) for row in rows if row.get(column)), "") for column in columns}

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Every notice of the build once, those of a floor with their building and floor filled in."""
        found = [*self.campus.notices, *self.tables.notices, *self.analysis.notices]
        for building in self.campus.buildings:
            for floor in building.floors:
                found += [replace(notice, building=building.id, floor=floor.id) for notice in floor.notices]
        unique = {_notice_key(notice): notice for notice in reversed(found)}
        return tuple(reversed(unique.values()))

    @cached_property
    def notices_about(self) -> dict[str, list[Notice]]:
        """Map the ids of spaces, openings and markers to the notices about them."""
        about: dict[str, list[Notice]] = {}
        for notice in self.notices:
            about.setdefault(notice.subject, []).append(notice)
        return about

    def texts_about(self, subject: str, code: str) -> list[str]:
        """Return what stages said of one thing under a code."""
        return [notice.text for notice in self.notices_about.get(subject, []) if notice.code == code]

    def codes_of(self, floor: Floor) -> frozenset[str]:
        """Return the codes of the notices that stages left on a floor."""
        return frozenset(notice.code for notice in self.notices if notice.floor == floor.id)

    @cached_property
    def floors(self) -> tuple[Floor, ...]:
        """Return every floor of the campus."""
        return tuple(floor for building in self.campus.buildings for floor in building.floors)

    def building_of(self, thing: Floor | Space | Opening) -> Building:
        """Return the building that a floor, space or opening is in."""
        return self.owners[thing.id].building

    def floor_of(self, thing: Space | Opening) -> Floor:
        """Return the floor that a space or opening is on."""
        floor = self.owners[thing.id].floor
        if floor is None:
            raise KeyError(thing.id)
        return floor

    def markers_of(self, *kinds: str) -> tuple[Marker, ...]:
        """Return the markers of some kinds, also those that state that there is none."""
        return tuple(marker for marker in self.campus.markers if marker.kind in kinds)

    @property
    def last_issue(self) -> Issued | None:
        """Return the latest edition of an earlier date: one that is built again is compared with the one before."""
        return last_before(self.ledger, self.issued)

    @property
    def today(self) -> date:
        """Return the issue date: paper is judged by it, not by the clock."""
        return date.fromisoformat(self.issued)

    @property
    def is_placed(self) -> bool:
        """Tell whether anything of the campus has coordinates."""
        return self.campus.north is not None


def _notice_key(notice: Notice) -> tuple[object, ...]:
    """What makes two notices one: floors that share a drawing repeat what is said of the drawing."""
    floor = "" if notice.code.startswith("dxf.") else notice.floor
    return notice.code, notice.text, notice.subject, notice.ref, floor


def exterior_doors(floors: tuple[Floor, ...]) -> tuple[Opening, ...]:
    """Return the doors of some floors that lead outside."""
    return tuple(o for floor in floors for o in floor.openings if o.exterior and o.kind in DOOR_KINDS)


NO_ONE_WAY = "the corridor branches or is a hall, so that no one way leads along it"
UNNAMED = "a room without a label"
CIRCULATION = frozenset({Use.CORRIDOR, Use.LOBBY, Use.STAIR, Use.ELEVATOR, Use.SHAFT})


def is_circulation(space: Space) -> bool:
    """Tell whether a space is walked through, by its use or by the class code in its number."""
    return space.use in CIRCULATION or is_circulation_number(space.shown_number)


def numbered_rooms(floor: Floor) -> tuple[Space, ...]:
    """Return the spaces that carry a room number; corridors, stairs and lifts have numbers of their own kind."""
    return tuple(space for space in floor.spaces if space.shown_number and not is_circulation(space))


def has_digit(space: Space) -> bool:
    """Tell whether a space's number could be one; a word in a number's place is a fault of its own."""
    return any(map(str.isdigit, space.shown_number))


def describe(space: Space) -> str:
    """Return what people call a space: its number, else its name, else that it has none, and how large it is."""
    return space.shown_number or space.name or f"{UNNAMED} of {say_area(space.outline.area)}"
