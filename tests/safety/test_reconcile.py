"""Room and door lists against a drawn campus."""

from __future__ import annotations

from dataclasses import replace

import pytest
from demo_campus import demo_campus

from campusmap.model.places import Campus, Opening, Space, Use
from campusmap.model.source import Ref
from campusmap.model.tables import Row, Tables
from campusmap.safety.lookup import find_floors, fold
from campusmap.safety.reconcile import apply_tables

CAMPUS = demo_campus()


def _rows(table: str, *rows: dict[str, str]) -> Tables:
    read = tuple(Row(cells, Ref(f"{table}.csv", place=f"row {n}")) for n, cells in enumerate(rows, 2))
    return Tables(present=frozenset({table}), **{table: read})  # type: ignore[arg-type]


def _space(campus: Campus, space_id: str) -> Space:
    return next(s for b in campus.buildings for f in b.floors for s in f.spaces if s.id == space_id)


def _opening(campus: Campus, opening_id: str) -> Opening:
    return next(o for b in campus.buildings for f in b.floors for o in f.openings if o.id == opening_id)


def _codes(campus: Campus, *, but: str = "table.room_not_listed") -> list[str]:
    return [n.code for n in campus.notices[len(CAMPUS.notices) :] if n.code != but]


def test_row_fills_every_column_of_its_room() -> None:
    row = {
        "building": "Main building", "floor": "First Floor", "number": " 1 0 1 ", "name": "Grade 3",
        "occupants": "24.0",
        "aliases": "Sunshine; Room One | R1", "use": "zorbing", "lockable": "yes", "two_way": "no", "panic": "wall",
        "suite": "A", "notes": "=1+1",
    }  # fmt: skip
    done = apply_tables(CAMPUS, _rows("rooms", row))
    room = _space(done, "main/1/101")
    assert (room.occupants, room.lockable, room.two_way, room.panic, room.suite) == (24, "yes", "no", "wall", "A")
    assert room.aliases == ("Sunshine", "Room One", "R1")
    assert room.notes == "=1+1" and room.refs[-1].place == "row 2"
    assert _codes(done) == ["table.bad_value"] * 2  # nobody knows zorbing, and a wall is neither yes nor no
    assert room.use is Use.CLASSROOM


def test_every_numbered_room_without_a_row_is_noted_once() -> None:
    done = apply_tables(CAMPUS, _rows("rooms", {"building": "1", "floor": "2", "number": "201"}))
    drawn = {s.id for b in CAMPUS.buildings for f in b.floors for s in f.spaces if s.number}
    noted = [n.subject for n in done.notices if n.code == "table.room_not_listed"]
    assert sorted(noted) == sorted(drawn - {"main/2/201"})


def test_no_table_no_complaint() -> None:
    assert apply_tables(CAMPUS, Tables()) == CAMPUS


@pytest.mark.parametrize(
    ("cells", "posted", "planned"),
    [
        ({"posted_number": "101X", "posted_on": "2025-06-01"}, "101X", ""),
        ({"posted_number": "101X", "posted_on": "6/1/2025"}, "101X", ""),
        ({"posted_number": "101X"}, "", "101X"),
        ({"posted_number": "101X", "posted_on": "soon"}, "", "101X"),
        ({"posted_number": "101"}, "101", ""),
        ({"planned_number": "121"}, "", "121"),
        ({"posted_number": "101X", "posted_on": "2025-06-01", "planned_number": "121"}, "101X", "121"),
    ],
)
def test_a_proposed_number_is_never_shown(cells: dict[str, str], posted: str, planned: str) -> None:
    row = {"building": "main", "floor": "1", "number": "101"} | cells
    room = _space(apply_tables(CAMPUS, _rows("rooms", row)), "main/1/101")
    assert (room.posted_number, room.planned_number) == (posted, planned)
    assert room.shown_number == (posted or "101")


def test_name_of_the_list_beats_the_drawing_which_stays_findable() -> None:
    row = {"building": "main", "floor": "1", "number": "109", "name": "Ceramics"}
    done = apply_tables(CAMPUS, _rows("rooms", row))
    room = _space(done, "main/1/109")
    assert (room.name, room.aliases) == ("Ceramics", ("Art",))
    assert _codes(done) == ["table.room_name_differs"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"building": "main", "floor": "1", "number": "999"}, "table.room_not_drawn"),
        ({"building": "gym", "floor": "1", "number": "101"}, "table.room_not_drawn"),
        ({"building": "main", "floor": "7", "number": "101"}, "table.room_not_drawn"),
        ({"building": "main", "name": "Stair A"}, "table.room_ambiguous"),
        ({"number": "101", "occupants": "many"}, "table.bad_value"),
        ({"number": "101", "occupants": "-4"}, "table.bad_value"),
        ({"number": "101", "posted_on": "2026-08-12"}, "table.bad_value"),
        ({"number": "101", "planned_number": "121", "posted_before": "99"}, "table.bad_value"),
    ],
)
def test_what_does_not_fit_is_noted_with_its_row(row: dict[str, str], code: str) -> None:
    done = apply_tables(CAMPUS, _rows("rooms", row))
    assert _codes(done) == [code]
    assert done.notices[len(CAMPUS.notices)].ref == Ref("rooms.csv", place="row 2")


def test_two_rows_for_one_room_are_ambiguous_and_the_first_counts() -> None:
    rows = ({"number": "101", "suite": "A"}, {"number": "101", "suite": "B"})
    done = apply_tables(CAMPUS, _rows("rooms", *rows))
    assert _space(done, "main/1/101").suite == "A"
    assert _codes(done) == ["table.room_ambiguous"]


def test_a_number_drawn_twice_fills_neither() -> None:
    main = next(b for b in CAMPUS.buildings if b.id == "main")
    spaces = tuple(replace(s, number="101") if s.number == "103" else s for s in main.floors[0].spaces)
    twice = replace(
        CAMPUS,
        buildings=(replace(main, floors=(replace(main.floors[0], spaces=spaces),)),),
    )
    done = apply_tables(twice, _rows("rooms", {"number": "101", "suite": "A"}))
    assert {s.suite for s in done.buildings[0].floors[0].spaces} == {""}
    assert _codes(done) == ["table.room_ambiguous"]


def test_leading_zeros_count_and_case_does_not() -> None:
    assert fold("b-014 a") == fold("B014A") != fold("B14A")


def test_floor_id_beats_ordinal() -> None:
    main = next(b for b in CAMPUS.buildings if b.id == "main")
    assert [f.id for f in find_floors(main, "1")] == ["main/1"]
    assert [f.id for f in find_floors(main, "Floor 2")] == ["main/2"]
    assert [f.ordinal for f in find_floors(main, "0")] == [0]
    annex = next(b for b in CAMPUS.buildings if b.id == "annex")
    assert [f.id for f in find_floors(annex, "-1")] == ["annex/0"]


@pytest.mark.parametrize("door", ["1", "door 1", "D1", "Exterior door #1", "main/1/d-1"])
def test_exterior_door_by_any_spelling(door: str) -> None:
    row = {"building": "main", "door": door, "lock": "panic bar", "leaf_depth_in": "1 3/4", "class": "storefront"}
    done = apply_tables(CAMPUS, _rows("openings", row))
    opening = _opening(done, "main/1/d-1")
    assert (opening.lock, opening.leaf_depth_in, opening.class_) == ("panic bar", 1.75, "storefront")
    assert opening.access_control == "card reader" and _codes(done) == []


def test_interior_doors_by_the_room_they_serve() -> None:
    floor = {"building": "main", "floor": "1"}
    rows = (floor | {"door": "104", "glazing": "none"}, floor | {"door": "104A", "lock": "L"})
    done = apply_tables(CAMPUS, _rows("openings", *rows))
    assert _opening(done, "main/1/d-104").glazing == "none"
    assert _opening(done, "main/1/d-3").lock == "L"  # room 104's further door, which leads outside
    lettered = apply_tables(CAMPUS, _rows("openings", floor | {"door": "104A", "lock": "L"}))
    assert _opening(lettered, "main/1/d-104").lock == "L"


@pytest.mark.parametrize("door", ["99", "101C", "", "1"])
def test_unknown_or_ambiguous_door_is_noted(door: str) -> None:
    done = apply_tables(CAMPUS, _rows("openings", {"door": door}))
    assert _codes(done) == ["table.door_unknown"]  # "1" is a door of both buildings


def test_contacts_and_recipients() -> None:
    contacts = _rows("contacts", {"role": "SRO", "name": "A. Ito", "radio": "Ch 2"})
    recipients = _rows("recipients", {"agency": "Fire", "role": "Captain", "delivered_on": "2025-08-01"})
    done = apply_tables(CAMPUS, replace(contacts, recipients=recipients.recipients))
    assert done.contacts[-1].radio == "Ch 2" and done.recipients[-1].agency == "Fire"
    assert done.notices == CAMPUS.notices


@pytest.mark.parametrize("day", ["20.08.2026", "13/08/2026", "soon"])
def test_a_day_of_delivery_that_cannot_be_read_is_told(day: str) -> None:
    done = apply_tables(CAMPUS, _rows("recipients", {"agency": "Fire", "delivered_on": day}))
    assert [(n.code, n.text) for n in done.notices[len(CAMPUS.notices) :]] == [
        ("table.bad_value", f"delivered_on {day!r} is no date, so Fire counts as not served")
    ]


@pytest.mark.parametrize(("table", "column"), [("contacts", "role"), ("recipients", "agency")])
def test_a_row_without_what_makes_it_one_is_noted(table: str, column: str) -> None:
    done = apply_tables(CAMPUS, _rows(table, {column: "Police"}, {column: " ", "phone": "555-0100"}))
    assert [(n.code, n.ref) for n in done.notices[len(CAMPUS.notices) :]] == [
        ("table.bad_value", Ref(f"{table}.csv", place="row 3"))
    ]
