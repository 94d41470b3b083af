"""More words for rules' examples: what the last issue had, and what people read on signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shapely import LineString, Polygon, box, total_bounds
from shapely.geometry.base import BaseGeometry

from campusmap.model.ledger import Identity, Issued, Ledger
from campusmap.model.survey import LEVEL_SIGN
from campusmap.model.tables import Row
from campusmap.rules.demo import level_sign_fact
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketch
from campusmap.rules.rule import Change

_DAY: Final = "2025-09-01"
DRAWN: Final = sketch("""
    +-----+-----+-----+------+
    | 101 | 103 | 107 | 107A |
    +--/--+--/--+--/--+--/---+
(1) D COR1 Hall              |
    +------------------------+
""")


def once_parted(room: str, *numbers: str) -> Change:
    """Say that the last issue had several rooms, side by side, where one is now."""

    def step(given: Evidence) -> Evidence:
        x0, y0, x1, y1 = _outline(given, room).bounds
        wide = (x1 - x0) / len(numbers)
        parts = [box(x0 + n * wide, y0, x0 + (n + 1) * wide, y1) for n in range(len(numbers))]
        return _with_issue(given, [(f"main/1/old{n}", n, part) for n, part in zip(numbers, parts, strict=True)])

    return Change(f"last issue: rooms {', '.join(numbers)} where {room} is", (step,))


def once_whole(number: str, *rooms: str) -> Change:
    """Say that the last issue had one room where several are now."""

    def step(given: Evidence) -> Evidence:
        shape = box(*total_bounds([_outline(given, room) for room in rooms]))
        return _with_issue(given, [("main/1/old", number, shape)])

    return Change(f"last issue: room {number} where {', '.join(rooms)} are", (step,))


def once_numbered(room: str, number: str) -> Change:
    """Say that the last issue had a room under a number."""

    def step(given: Evidence) -> Evidence:
        space = next(space for space in given.floors[0].spaces if space.number == room)
        return _with_issue(given, [(space.id, number, space.outline)])

    return Change(f"last issue: room {room} was {number}", (step,))


def once_elsewhere(room: str) -> Change:
    """Say that the last issue had a room's number far from where the room is, and no room there."""

    def step(given: Evidence) -> Evidence:
        x0, y0, x1, y1 = _outline(given, room).bounds
        return _with_issue(given, [("main/1/old", room, box(x0 + 100, y0, x1 + 100, y1))])

    return Change(f"last issue: room {room} is 100 m east of where it is now", (step,))


def once_built(**numbers: str) -> Change:
    """Say which buildings the last issue had, by id, with their numbers."""

    def step(given: Evidence) -> Evidence:
        issued = _with_issue(given, [])
        borne: dict[str, tuple[str, ...]] = {key: (number,) for key, number in numbers.items()}
        return replace(issued, ledger=replace(issued.ledger, buildings=borne) if issued.ledger else None)

    said = ", ".join(f"{key} is {number}" for key, number in numbers.items())
    return Change(f"last issue: of the buildings, {said}", (step,))


def once_opened(*at: float) -> Change:
    """Say that the last issue had the doors and windows of today, and one more at a place, if one is given."""

    def step(given: Evidence) -> Evidence:
        lines = [(opening.id, "", opening.line) for opening in given.floors[0].openings]
        more = [("main/1/old", "", LineString([at, (at[0] + 1.0, at[1])]))] if at else []
        return _with_issue(given, [*lines, *more])

    where = f", and one at {at[0]:g}, {at[1]:g}" if at else ""
    return Change(f"last issue: the doors and windows of today{where}", (step,))


def _outline(given: Evidence, room: str) -> Polygon:
    return next(space.outline for space in given.floors[0].spaces if space.number == room)


def _with_issue(given: Evidence, things: Sequence[tuple[str, str, BaseGeometry]]) -> Evidence:
    known = tuple(Identity(name, number, shape.wkt, _DAY) for name, number, shape in things)
    editions = (Issued(_DAY, "responder", "0123abcd", "campusmap 1"),)
    return replace(given, ledger=Ledger(editions=editions, identities=known, crs=f"EPSG:{given.campus.epsg}"))


def with_level_sign(floor: str, said: str) -> Change:
    """Say what the level's sign at the stairs of a floor reads."""

    def step(given: Evidence) -> Evidence:
        kept = [fact for fact in given.analysis.survey if (fact.fact, fact.subject) != (LEVEL_SIGN, floor)]
        survey = (*kept, level_sign_fact(floor, said))
        return replace(given, analysis=replace(given.analysis, survey=survey))

    return Change(f"survey: the level's sign on {floor} says {said}", (step,))


def with_door_rows(**cells: str) -> Change:
    """Fill columns of the openings table in, for every exterior door."""

    def step(given: Evidence) -> Evidence:
        rows = tuple(Row(row.cells | cells, row.ref) for row in given.tables.openings)
        return replace(given, tables=replace(given.tables, openings=rows))

    return Change("openings table: " + ", ".join(f"{name} = {value}" for name, value in cells.items()), (step,))
