from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campusmap.numbering.grammar import (
    NumberParts,
    carries_floor_code,
    door_serial,
    fold_number,
    is_circulation_number,
    number_key,
    parse_number,
    split_number,
    split_numbers,
    strip_building,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("b-214", "B214"), (" 101 a", "101A"), ("Ü12.1", "U121"), ("", ""), ("\uff11\uff10\uff11", "101")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold_number(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_number(fold_number(text)) == fold_number(text)


@pytest.mark.parametrize(
    ("text", "building", "code", "parts"),
    [
        ("214", "", "", NumberParts("", "2", 14, "")),
        ("B-214A", "", "", NumberParts("B", "2", 14, "A")),
        ("1014", "", "10", NumberParts("", "10", 14, "")),
        ("3214", "3", "", NumberParts("3", "2", 14, "")),
        ("B014", "", "B", NumberParts("", "B", 14, "")),
        ("AB014", "", "B", NumberParts("A", "B", 14, "")),
        ("7", "", "", NumberParts("", "", 7, "")),
    ],
)
def test_parse(text: str, building: str, code: str, parts: NumberParts) -> None:
    assert parse_number(text, building_number=building, floor_code=code) == parts


@pytest.mark.parametrize("text", ["", "GYM", "101/102-A B C", "A-B-C"])
def test_what_is_no_number_does_not_parse(text: str) -> None:
    assert parse_number(text) is None or text == "101/102-A B C"


def test_split_keeps_leading_zeros() -> None:
    assert split_number("B-007a") == ("B", "007", "A")


@pytest.mark.parametrize(
    ("text", "building", "bare"),
    [("3-214", "3", "214"), ("3", "3", "3"), ("MAIN 214", "main", "214"), ("214", "", "214")],
)
def test_strip_building(text: str, building: str, bare: str) -> None:
    assert strip_building(text, building) == bare


@pytest.mark.parametrize(
    ("text", "code", "agrees"),
    [("214", "2", True), ("114", "2", False), ("A214", "2", True), ("LL12", "LL", True), ("B2", "B", True)],
)
def test_floor_code(text: str, code: str, agrees: bool) -> None:
    assert carries_floor_code(text, code) is agrees


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("4", (4, "")),
        ("Door 4", (4, "")),
        ("D-4", (4, "")),
        ("W4", (4, "")),
        ("4a", (4, "A")),
        ("EXT 12", (12, "")),
        ("North", None),
        ("", None),
    ],
)
def test_door_serial(text: str, serial: tuple[int, str] | None) -> None:
    assert door_serial(text) == serial


def test_circulation_codes() -> None:
    assert all(map(is_circulation_number, ("STR1", "cor-2", "ELV 3")))
    assert not any(map(is_circulation_number, ("101", "C214", "S12", "")))


@pytest.mark.parametrize(
    ("text", "code", "parts"),
    [
        ("SB203", "SB2", NumberParts("", "SB2", 3, "")),
        ("B112A", "B1", NumberParts("", "B1", 12, "A")),
        ("EM104", "M1", NumberParts("E", "M1", 4, "")),
        ("203", "SB2", NumberParts("", "2", 3, "")),
    ],
)
def test_codes_of_letters_and_digits(text: str, code: str, parts: NumberParts) -> None:
    assert parse_number(text, floor_code=code) == parts


@pytest.mark.parametrize(
    ("text", "code", "parts"),
    [
        ("A-1.10", "", NumberParts("A", "1", 10, "")),
        ("A-1.9", "1", NumberParts("A", "1", 9, "")),
        ("H-E.5", "E", NumberParts("H", "E", 5, "")),
        ("H-1.46.1", "1", NumberParts("H", "1", 46, "1")),
        ("G-1.U.01", "U", NumberParts("G1", "U", 1, "")),
        ("G-1.1.04", "1", NumberParts("G1", "1", 4, "")),
        ("E-1.1.1", "1", NumberParts("E", "1", 1, "1")),
        ("V-0.18a", "0", NumberParts("V", "0", 18, "A")),
        ("1-01", "", NumberParts("", "1", 1, "")),
        ("101.1", "1", NumberParts("", "1", 1, "1")),
        ("1021b", "1", NumberParts("", "1", 21, "B")),
    ],
)
def test_numbers_that_marks_part(text: str, code: str, parts: NumberParts) -> None:
    assert parse_number(text, floor_code=code) == parts


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("B-1.14/15", ["B-1.14", "15"]),
        ("G-2.U.10-12", ["G-2.U.10", "12"]),
        ("101 & 102", ["101", "102"]),
        ("B-214A", ["B-214A"]),
        ("1-101", ["1-101"]),
        ("B-1.4/5", ["B-1.4", "5"]),
        ("2/101", ["101"]),
        ("10-12", ["10-12"]),
        ("101-103", ["101", "103"]),
        ("A-1.10", ["A-1.10"]),
        ("GYM", []),
    ],
)
def test_numbers_strung_together(text: str, numbers: list[str]) -> None:
    assert split_numbers(text) == numbers


def test_one_number_in_two_ways_of_writing() -> None:
    assert number_key("b-214") == number_key("B 214") == number_key("B214")
    assert number_key("E-U.1.2") != number_key("E-U.12") and number_key("101.1") != number_key("1011")


def test_letters_of_other_scripts_are_letters() -> None:
    assert fold_number("101а") == "101A"
    assert fold_number("509б") != fold_number("509")
    assert split_number("509б") == ("", "509", "Б")


def test_a_building_of_digits_is_not_taken_off_a_short_number() -> None:
    assert strip_building("101", "1") == "101" and strip_building("1101", "1") == "101"


def test_a_code_with_a_leading_zero_may_be_shortened() -> None:
    assert carries_floor_code("101", "01") and carries_floor_code("0101", "01") and carries_floor_code("014", "00")
    assert not carries_floor_code("201", "01")
