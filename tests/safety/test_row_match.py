"""Rows find their rooms and doors before and after the drawing has taken over the numbers on the walls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campusmap.model.places import Campus, Opening, Space
from campusmap.model.source import Ref
from campusmap.model.tables import Row, Tables
from campusmap.safety.reconcile import apply_tables
from campusmap.sketch import sketch_campus

FLOOR = """
          (2)    (3)
        +--/--+--/--+-----+
        | 101 | 103 | 105 |
        +--/--+--/--+--/--+
    (1) D COR1 Hall       D (4)
        +-----------------+
"""


def campus(**drawn: str) -> Campus:
    """Draw the floor, with some rooms ("r101") and doors ("d1") renumbered in the drawing."""

    def room(space: Space) -> Space:
        return replace(space, number=drawn.get(f"r{space.number}", space.number), posted_number="")

    def door(opening: Opening) -> Opening:
        return replace(opening, number=drawn.get(f"d{opening.number}", opening.number), posted_number="")

    whole = sketch_campus(FLOOR)
    (building,) = whole.buildings
    (floor,) = building.floors
    floor = replace(floor, spaces=tuple(map(room, floor.spaces)), openings=tuple(map(door, floor.openings)))
    return replace(whole, buildings=(replace(building, floors=(floor,), main_entrance="4"),))


def rows(table: str, *cells: dict[str, str]) -> Tables:
    read = tuple(Row(each, Ref(f"{table}.csv", place=f"row {n}")) for n, each in enumerate(cells, 2))
    return Tables(present=frozenset({table}), **{table: read})  # type: ignore[arg-type]


def shown(done: Campus) -> tuple[dict[str, str], dict[str, str]]:
    floor = done.buildings[0].floors[0]
    first = campus().buildings[0].floors[0]
    rooms = {old.number: new.shown_number for old, new in zip(first.spaces, floor.spaces, strict=True)}
    doors = {o.number: n.shown_number for o, n in zip(first.openings, floor.openings, strict=True) if o.exterior}
    return rooms, doors


MOVED = ({"door": "4", "posted_number": "1"}, {"door": "1", "posted_number": "8"}, {"door": "2", "posted_number": "9"})


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
@pytest.mark.parametrize("drawn", [{}, {"d4": "1", "d1": "8", "d2": "9"}, {"d2": "9"}])
def test_doors_keep_their_posted_numbers_when_the_drawing_catches_up(
    drawn: dict[str, str], order: tuple[int, ...]
) -> None:
    table = rows("openings", *({**MOVED[n], "posted_on": "2026-01-02"} for n in order))
    done = apply_tables(campus(**drawn), table)
    assert shown(done)[1] == {"1": "8", "2": "9", "3": "3", "4": "1"}
    assert done.buildings[0].main_entrance == "1"
    assert [notice.code for notice in done.notices] == []
    former = {o.shown_number: o.former_number for o in done.buildings[0].floors[0].openings if o.exterior}
    assert former["9"] == ("2" if drawn.get("d2") else "")


def test_until_the_signs_are_up_nothing_moves() -> None:
    done = apply_tables(campus(), rows("openings", *MOVED))
    assert shown(done)[1] == {"1": "1", "2": "2", "3": "3", "4": "4"}
    planned = {o.number: o.planned_number for o in done.buildings[0].floors[0].openings if o.planned_number}
    assert planned == {"4": "1", "1": "8", "2": "9"} and done.buildings[0].main_entrance == "4"


def test_numbers_that_people_swapped_are_swapped() -> None:
    swapped = ({"number": "101", "posted_number": "103"}, {"number": "103", "posted_number": "101"})
    done = apply_tables(campus(), rows("rooms", *({**row, "posted_on": "2026-01-02"} for row in swapped)))
    assert {key: shown(done)[0][key] for key in ("101", "103", "105")} == {"101": "103", "103": "101", "105": "105"}


@pytest.mark.parametrize("drawn", [{}, {"r103": "107"}])
def test_the_old_number_still_finds_the_room(drawn: dict[str, str]) -> None:
    row = {"number": "103", "posted_number": "107", "posted_on": "2026-01-02"}
    done = apply_tables(campus(**drawn), rows("rooms", row))
    room = next(s for s in done.buildings[0].floors[0].spaces if s.shown_number == "107")
    assert "103" in (room.number, *room.aliases)


def test_a_row_names_its_room_by_id_where_numbers_do_not() -> None:
    twice = campus(r103="101")
    first, second = (space.id for space in twice.buildings[0].floors[0].spaces if space.number == "101")
    done = apply_tables(
        twice, rows("rooms", {"number": "101", "notes": "other"}, {"id": second, "posted_number": "103"})
    )
    found = {space.id: (space.planned_number, space.notes) for space in done.buildings[0].floors[0].spaces}
    assert found[second] == ("103", "") and found[first] == ("", "other")


def test_what_is_on_the_wall_stays_shown_while_the_next_number_is_planned() -> None:
    row = {"number": "103", "posted_number": "109", "posted_before": "107"}
    done = apply_tables(campus(), rows("rooms", row))
    room = next(s for s in done.buildings[0].floors[0].spaces if s.number == "103")
    assert (room.shown_number, room.planned_number) == ("107", "109")
    posted = apply_tables(campus(), rows("rooms", row | {"posted_on": "2026-03-04"}))
    assert shown(posted)[0]["103"] == "109"


@pytest.mark.parametrize(
    ("table", "cells", "said"),
    [
        ("rooms", {"id": "main/1/101", "number": "101", "building": "main", "floor": "1"}, ""),
        ("rooms", {"id": "main/1/999", "number": "101"}, "id 'main/1/999' is not what main/1/101 is called"),
        ("rooms", {"id": "main/1/101", "number": "101", "building": "Mian"}, "but there is no building Mian"),
        ("rooms", {"id": "main/1/101", "number": "101", "floor": "9"}, "but no building has a floor 9"),
        ("rooms", {"id": "main/1/101", "number": "brokn"}, "which is not number 'brokn'"),
        ("rooms", {"id": "main/1/101", "number": "7", "posted_number": "101", "posted_on": "2026-08-12"}, ""),
        ("openings", {"id": "brokn", "door": "1"}, "to which the row's door leads"),
    ],
)
def test_what_an_id_leaves_without_a_say_is_told(table: str, cells: dict[str, str], said: str) -> None:
    told = [each for each in apply_tables(campus(), rows(table, cells)).notices if each.code == "table.bad_value"]
    assert [said in each.text for each in told] == ([True] if said else [])
