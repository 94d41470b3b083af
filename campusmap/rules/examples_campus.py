"""More words for rules' examples: buildings that stand otherwise, and columns of the rooms table."""

from __future__ import annotations

from dataclasses import replace

from shapely.affinity import translate

from campusmap.model.places import Building, Floor
from campusmap.model.source import Ref
from campusmap.model.tables import Row
from campusmap.rules.demo import DEMO
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import sketches
from campusmap.rules.rule import Change

_RING = ((-60.0, 60.0), (60.0, 60.0), (60.0, -60.0), (-60.0, -60.0))  # clockwise from the north-west, metres


_WEST = """
    +-----+-----+
    | 101 | 103 |
    +--/--+--/--+
(1) D COR1 Hall |
    +-----------+
"""
_EAST = """
    +-----+-----+
    | {} | {} |
    +--/--+--/--+
    | COR2 Hall D ({})
    +-----------+
"""


def two_joined(*rooms: str, door: str) -> Change:
    """Draw two buildings wall to wall: the second has these rooms, and an exterior door of that number."""
    return sketches({"main": _WEST, "annex": _EAST.format(*rooms, door)}) + _join_buildings(door)


def _join_buildings(main_door: str) -> Change:

    def step(given: Evidence) -> Evidence:
        first, second = given.campus.buildings
        moved = _shift(given, second, first.footprint.bounds[2] - second.footprint.bounds[0], 0.0)
        stood = replace(moved.campus.buildings[1], main_entrance=main_door)
        return replace(moved, campus=replace(moved.campus, buildings=(first, stood)))

    return Change("(the two stand wall to wall)", (step,))


def in_a_ring(*numbers: str) -> Change:
    """Stand four buildings in a ring, clockwise from the first, with these numbers."""

    def step(given: Evidence) -> Evidence:
        middle = given.campus.buildings[0].footprint.centroid
        stood = given
        for building, (x, y) in zip(given.campus.buildings, _RING, strict=True):
            centre = building.footprint.centroid
            stood = _shift(stood, building, middle.x + x - centre.x, middle.y + y - centre.y)
        renumbered = zip(stood.campus.buildings, numbers, strict=True)
        buildings = tuple(replace(building, number=number) for building, number in renumbered)
        return replace(stood, campus=replace(stood.campus, buildings=buildings))

    drawn = sketches(dict.fromkeys(("main", "east", "south", "west"), DEMO))
    return Change(f"four buildings clockwise: {', '.join(numbers)}", (step,), drawn.sketch)


def with_room_columns(number: str = "", /, **cells: str) -> Change:
    """Fill columns of the rooms table in, for the rows with a number or for all."""

    def step(given: Evidence) -> Evidence:
        rows = [replace(row, ref=Ref("rooms.csv", place=f"row {at}")) for at, row in enumerate(given.tables.rooms, 2)]
        filled = tuple(Row(row.cells | cells, row.ref) if number in ("", row.get("number")) else row for row in rows)
        refs = {row.get("number"): row.ref for row in filled}
        return _with_refs(replace(given, tables=replace(given.tables, rooms=filled)), refs)

    words = ", ".join(f"{name} = {value}" for name, value in cells.items())
    return Change(f"rooms table, room {number or '*'}: {words}", (step,))


def _with_refs(given: Evidence, refs: dict[str, Ref]) -> Evidence:
    def fill(floor: Floor) -> Floor:
        spaces = tuple(replace(s, refs=(*s.refs, refs[s.number])) if s.number in refs else s for s in floor.spaces)
        return replace(floor, spaces=spaces)

    buildings = tuple(replace(b, floors=tuple(map(fill, b.floors))) for b in given.campus.buildings)
    return replace(given, campus=replace(given.campus, buildings=buildings))


def _shift(given: Evidence, building: Building, east: float, north: float) -> Evidence:
    """Move one building with its markers."""

    def move(floor: Floor) -> Floor:
        return replace(
            floor,
            outline=translate(floor.outline, east, north),
            walls=translate(floor.walls, east, north),
            spaces=tuple(replace(s, outline=translate(s.outline, east, north)) for s in floor.spaces),
            openings=tuple(replace(o, line=translate(o.line, east, north)) for o in floor.openings),
        )

    footprint = translate(building.footprint, east, north)
    moved = replace(building, footprint=footprint, floors=tuple(map(move, building.floors)))
    buildings = tuple(moved if other.id == building.id else other for other in given.campus.buildings)
    markers = tuple(
        replace(marker, at=translate(marker.at, east, north))
        if marker.building == building.id and marker.at
        else marker
        for marker in given.campus.markers
    )
    return replace(given, campus=replace(given.campus, buildings=buildings, markers=markers))
