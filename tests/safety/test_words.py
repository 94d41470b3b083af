"""Cells that take one of a few words: what is read, and what is told of words that are not known."""

from __future__ import annotations

import pytest
from demo_campus import demo_campus

from campusmap.model.places import Opening
from campusmap.model.source import Ref
from campusmap.model.tables import Row, Tables
from campusmap.safety.devices import place_markers
from campusmap.safety.reconcile import apply_tables
from campusmap.safety.words import judge_word, read_status, read_yes_no

CAMPUS = demo_campus()
DOOR = next(o for b in CAMPUS.buildings for f in b.floors for o in f.openings if o.number == "1")


def told(table: str, **cells: str) -> list[str]:
    """Return what is told of the cells of a row of a table."""
    place = {"rooms": {"number": "103"}, "openings": {"door": DOOR.id}, "markers": {"kind": "AED", "room": "103"}}
    row = Row({**place[table], **cells}, Ref(f"{table}.csv", place="row 2"))
    tables = Tables(**{} if table == "markers" else {table: (row,)})  # type: ignore[arg-type]
    done = place_markers(CAMPUS, (row,)) if table == "markers" else apply_tables(CAMPUS, tables)
    return [each.text for each in done.notices[len(CAMPUS.notices) :] if each.code == "table.bad_value"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yes", True), (" YES ", True), ("Yes, by thumb turn", True), ("x", True), ("TRUE", True), ("1", True),
        ("no", False), ("No lock", False), ("none", False), ("0", False), ("yes/no", None), ("brokn", None), ("", None),
    ],
)  # fmt: skip
def test_yes_and_no_by_the_first_word(text: str, *, said: bool | None) -> None:
    assert read_yes_no(text) is said


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("rooms", "lockable"), ("rooms", "two_way"), ("rooms", "panic"), ("openings", "locks_from_inside"),
        ("openings", "sign_outside"), ("openings", "sign_inside"), ("markers", "locked"),
    ],
)  # fmt: skip
def test_what_is_neither_yes_nor_no_is_told(table: str, column: str) -> None:
    assert told(table, **{column: "Yes"}) == [] == told(table, **{column: ""})
    (text,) = told(table, **{column: "yess"})
    assert text.startswith(f"{column} 'yess' says neither yes nor no") and text.endswith("did you mean yes?")


@pytest.mark.parametrize(
    ("table", "column", "text", "end"),
    [
        ("openings", "class", "primry", "did you mean primary?"),
        ("openings", "class", "non-desgnated", "did you mean designated?"),
        ("openings", "lock", "kept locekd", "did you mean locked?"),
        ("openings", "access_control", "crd readr", "did you mean reader?"),
        ("openings", "covering", "curtian", "did you mean curtain?"),
        ("openings", "lock", "unknown", "says nothing, and counts as blank"),
        ("openings", "access_control", "?", "says nothing, and counts as blank"),
        ("openings", "numeral_in", "152", "is not a numeral's height in inches, and counts as blank"),
        ("openings", "glazing", "brokn", "into which the door looks"),
        ("markers", "status", "brokn", "so that it counts as there"),
        ("markers", "status", "plannd", "did you mean planned?"),
        ("markers", "checked_on", "2026-02-31", "is no day, and counts as blank"),
        ("markers", "pad_expiry", "next May", "is no day, and counts as blank"),
        ("markers", "access", "locekd cabinet", "did you mean locked?"),
    ],
)
def test_a_word_that_is_not_known_is_told(table: str, column: str, text: str, end: str) -> None:
    (said,) = told(table, **{column: text})
    assert said.startswith(f"{column} {text!r} ") and said.endswith(end)


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("openings", "class", "Type B"), ("openings", "class", "20 min"), ("openings", "class", "storefront"),
        ("openings", "class", "Non Designated"), ("openings", "lock", "classroom security, keyed inside"),
        ("openings", "lock", "Verrouillée"), ("openings", "covering", "magnetic cover"), ("openings", "swing", "LHR"),
        ("openings", "glazing", "narrow lite 5 x 33 in, latch side"), ("openings", "numeral_in", "6 in"),
        ("markers", "status", "Planned"), ("markers", "status", "not present"), ("markers", "status", "In service"),
        ("markers", "checked_on", "8/12/2026"), ("markers", "access", "school hours"),
        ("markers", "cabinet", "unlocked"),
    ],
)  # fmt: skip
def test_words_of_ones_own_are_not_told(table: str, column: str, text: str) -> None:
    assert told(table, **{column: text}) == []


def test_a_cell_that_says_nothing_leaves_its_door_without_a_lock() -> None:
    rows = (Row({"door": DOOR.id, "lock": "unknown", "class": "brokn"}, Ref("openings.csv", place="row 2")),)
    done = apply_tables(CAMPUS, Tables(openings=rows))
    door = next(o for b in done.buildings for f in b.floors for o in f.openings if o.id == DOOR.id)
    assert isinstance(door, Opening)
    assert (door.lock, door.class_) == (DOOR.lock, "brokn")


@pytest.mark.parametrize(("text", "status"), [("None here", "none"), (" Removed", "removed"), ("brokn", "brokn")])
def test_a_status_is_folded_once(text: str, status: str) -> None:
    assert read_status(text)[0] == status


def test_a_long_cell_is_told_in_short() -> None:
    assert len(judge_word("panic", "x" * 3000)) < 200
