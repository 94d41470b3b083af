"""Faults planted in schools made by rule: each is found where it is, and nothing else is an ERROR."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from numbering.schools import School, make_school, renumber, renumber_doors, write_school

from campusmap.model.finding import Finding, Severity
from campusmap.pipeline.build import judge_campus

Fault = Callable[[School, random.Random], tuple[School, set[str]]]  # the school with the fault, and where it is told
SEEDS = [pytest.param(seed, marks=() if seed < 2 else pytest.mark.full) for seed in range(10)]


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are read sooner here than in processes of their own."""
    monkeypatch.setattr("campusmap.pipeline.workers.count_processors", lambda: 1)


def rooms_of(school: School, house: int, level: int, parity: int) -> list[str]:
    """Return the numbers of one side of a corridor, in order."""
    rooms = school.houses[house].storeys[level].rooms
    return sorted(room.number for room in rooms if room.number.isdigit() and int(room.number) % 2 == parity)


def plain_rooms(school: School, house: int, level: int) -> list[str]:
    """Return the rooms of a floor that have no store behind them."""
    stores = {room.number[:-1] for room in school.houses[house].storeys[level].rooms if room.number.endswith("A")}
    return [number for parity in (1, 0) for number in rooms_of(school, house, level, parity) if number not in stores]


def duplicate(school: School, pick: random.Random) -> tuple[School, set[str]]:
    kept, changed = pick.sample(rooms_of(school, 0, 1, 1), 2)
    return renumber(school, 0, 1, {changed: kept}), {kept}


def missing(school: School, pick: random.Random) -> tuple[School, set[str]]:
    return renumber(school, 0, 1, {pick.choice(plain_rooms(school, 0, 1)): ""}), {""}


def wrong_floor(school: School, pick: random.Random) -> tuple[School, set[str]]:
    number = pick.choice(plain_rooms(school, 0, 1))
    wrong = f"9{number[1:]}"
    return renumber(school, 0, 1, {number: wrong}), {wrong}


def malformed(school: School, pick: random.Random) -> tuple[School, set[str]]:
    number = pick.choice(plain_rooms(school, 0, 1))
    wrong = f"{number[0]}X{number[1]}Y{number[2]}"
    return renumber(school, 0, 1, {number: wrong}), {wrong}


def out_of_order(school: School, pick: random.Random) -> tuple[School, set[str]]:
    side = rooms_of(school, 0, 0, 1)
    return renumber(school, 0, 0, {side[0]: side[-1], side[-1]: side[0]}), {"COR1"}


def wrong_parity(school: School, pick: random.Random) -> tuple[School, set[str]]:
    last = max(int(number) for number in rooms_of(school, 0, 0, 1) + rooms_of(school, 0, 0, 0))
    return renumber(school, 0, 0, {rooms_of(school, 0, 0, 1)[-1]: str(last + 2)}), {"COR1"}


def falling(school: School, pick: random.Random) -> tuple[School, set[str]]:
    sides = [rooms_of(school, 0, 0, parity) for parity in (1, 0)]
    new = {old: other for side in sides for old, other in zip(side, reversed(side), strict=True)}
    return renumber(school, 0, 0, new | {f"{old}A": f"{other}A" for old, other in new.items()}), {"COR1"}


def orphan_suffix(school: School, pick: random.Random) -> tuple[School, set[str]]:
    number = pick.choice(plain_rooms(school, 0, 1))
    return renumber(school, 0, 1, {number: f"{number}B"}), {f"{number}B"}


def stair_renamed(school: School, pick: random.Random) -> tuple[School, set[str]]:
    return renumber(school, 0, 1, {"STR1": "STR2"}), {"STR1"}


def building_number(school: School, pick: random.Random) -> tuple[School, set[str]]:
    houses = (*school.houses[:-1], replace(school.houses[-1], number=school.houses[0].number))
    return replace(school, houses=houses), {school.houses[0].number}


def door_missing(school: School, pick: random.Random) -> tuple[School, set[str]]:
    return renumber_doors(school, 0, {pick.choice("2345"): "gone"}), {"1"}  # told of the building, whose number is 1


def door_unnumbered(school: School, pick: random.Random) -> tuple[School, set[str]]:
    return renumber_doors(school, 0, {pick.choice("2345"): ""}), {""}


def door_duplicated(school: School, pick: random.Random) -> tuple[School, set[str]]:
    kept, changed = pick.choice((("2", "4"), ("3", "6"), ("5", "2")))
    return renumber_doors(school, 0, {changed: kept}), {kept}


def doors_anticlockwise(school: School, pick: random.Random) -> tuple[School, set[str]]:
    return renumber_doors(school, 0, {"2": "6", "3": "5", "4": "4", "5": "3", "6": "2"}), {"1"}


FAULTS: dict[str, tuple[Fault, str]] = {
    "duplicate": (duplicate, "NUM004"),
    "missing": (missing, "NUM001"),
    "wrong floor digit": (wrong_floor, "NUM005"),
    "malformed": (malformed, "NUM040"),
    "out of order": (out_of_order, "NUM007"),
    "wrong parity": (wrong_parity, "NUM012"),
    "falling from the entrance": (falling, "NUM046"),
    "orphan suffix": (orphan_suffix, "NUM026"),
    "stair renamed between floors": (stair_renamed, "NUM017"),
    "repeated building number": (building_number, "BLD002"),
    "door missing": (door_missing, "DOR005"),
    "door without its number": (door_unnumbered, "DOR001"),
    "door duplicated": (door_duplicated, "DOR002"),
    "doors anti-clockwise": (doors_anticlockwise, "DOR003"),
}


def findings_of(school: School, folder: Path) -> tuple[Finding, ...]:
    return judge_campus(write_school(school, folder), issued="2026-06-01", sheets=False)[0].review.findings


def errors_of(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.id for finding in findings if finding.severity is Severity.ERROR}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_school_without_a_fault_has_no_finding_about_numbers(seed: int, tmp_path: Path) -> None:
    found = findings_of(make_school(seed), tmp_path / "school")
    assert errors_of(found) == set()
    expected = {"DOR008", "DOR009"}  # classes and locks are in no drawing
    assert {f.id for f in found if f.id[:3] in ("NUM", "DOR")} <= expected
    assert not {f.id for f in found} & {"BLD002", "BLD012", "BLD013", "BLD014", "BLD015"}


# Each fault in one of two schools; the long form plants each in all ten.
CASES = [
    pytest.param(seed, name, marks=() if seed == at % 2 else pytest.mark.full, id=f"{name} in {seed}")
    for at, name in enumerate(FAULTS)
    for seed in range(10)
]


@pytest.mark.parametrize(("seed", "name"), CASES)
def test_a_planted_fault_is_found_and_no_other_error(seed: int, name: str, tmp_path: Path) -> None:
    plant, rule = FAULTS[name]
    school, numbers = plant(make_school(seed), random.Random(seed))
    found = findings_of(school, tmp_path / "school")
    told = [finding for finding in found if finding.id == rule]
    assert {finding.number for finding in told} == numbers, [(f.number, f.message) for f in told]
    assert all(finding.building.startswith("b") for finding in told)
    assert errors_of(found) - {rule} == set()
