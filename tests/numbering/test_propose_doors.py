"""Exterior doors, buildings, stairs, frozen and once-used numbers; doors are held to trying every choice by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from campusmap.model.numbering import Numbering
from campusmap.model.places import Campus, Opening, Space
from campusmap.model.project import CampusEntry, MainEntrance, Project
from campusmap.model.proposal import Proposal
from campusmap.numbering.propose import plan_changes, propose_numbers
from campusmap.sketch import sketch_campus

# Five doors; clockwise seen from above from the main entrance in the west: a b c d e.
RING = """
          (a2)    (b3)
        +--/--+--/--+-----+
        | 101 | 103 | 105 |
        +--/--+--/--+--/--+
   (m1) D COR1 Hall       D (c4)
        +--/--+--/--+--/--+
        | 102 | 104 | 106 |
        +-----+-----+-/---+
                      (d5)
"""
AROUND = ("m1", "a2", "b3", "c4", "d5")


def project(main: str = "1", **numbering: object) -> Project:
    entry = CampusEntry("c", "C", main_entrance=MainEntrance("main", main))
    return Project(entry, numbering=Numbering(**numbering))  # type: ignore[arg-type]


def with_doors(numbers: tuple[str, ...], main: str) -> Campus:
    """Number the five doors from the main entrance round."""
    new = dict(zip(AROUND, numbers, strict=True))
    campus = sketch_campus(RING)

    def renumber(door: Opening) -> Opening:
        number = new.get(door.number, "")
        return replace(door, number=number, posted_number="") if door.exterior else door

    (building,) = campus.buildings
    floors = tuple(replace(f, openings=tuple(map(renumber, f.openings))) for f in building.floors)
    return replace(campus, buildings=(replace(building, floors=floors, main_entrance=main),))


def after(campus: Campus, proposal: Proposal) -> list[str]:
    """Return the doors' numbers from the main entrance round, read from where the doors lie."""
    planned = plan_changes(campus, proposal.changes)
    doors = [o for f in planned.buildings[0].floors for o in f.openings if o.exterior]
    order = {label: n for n, label in enumerate(AROUND)}
    drawn = {o.id: o.number for f in sketch_campus(RING).buildings[0].floors for o in f.openings if o.exterior}
    doors.sort(key=lambda door: order[drawn[door.id]])
    return [door.planned_number or door.number for door in doors]


def fewest(numbers: tuple[str, ...]) -> int:
    """Try every set of doors to keep, the largest first: 1 first and nowhere else, rising, nothing twice."""
    for count in range(len(numbers), -1, -1):
        for kept in combinations(range(len(numbers)), count):
            values = [int(numbers[n]) if numbers[n] else 0 for n in kept]
            sound = all(values) and all(a < b for a, b in pairwise(values))
            first = all((value == 1) == (n == 0) for n, value in zip(kept, values, strict=True))
            used = {int(number) for number in numbers if number}
            gaps = [(kept[i + 1] - kept[i] - 1, range(values[i] + 1, values[i + 1])) for i in range(count - 1)]
            ahead = kept[0] - 1 if kept and kept[0] else 0
            gaps += [(ahead, range(2, values[0]))] if kept else []
            if sound and first and all(len([v for v in free if v not in used]) >= need for need, free in gaps):
                return len(numbers) - count
    return len(numbers)


@pytest.mark.parametrize("seed", range(60))
def test_no_numbering_of_the_doors_changes_fewer(seed: int) -> None:
    chance = random.Random(seed)
    pool = [str(n) for n in range(1, 8)]
    numbers = tuple(chance.sample(pool, 5)) if seed % 2 else tuple(chance.choice([*pool, ""]) for _ in range(5))
    if not numbers[0] or numbers.count(numbers[0]) > 1:
        numbers = ("1", *(n if n != "1" else "9" for n in numbers[1:]))
    campus = with_doors(numbers, numbers[0])
    proposal = propose_numbers(campus, project(numbers[0]))
    doors = [change for change in proposal.changes if change.kind == "door"]
    final = [int(number) for number in after(campus, proposal)]
    assert final[0] == 1 and all(a < b for a, b in pairwise(final)), (numbers, final)
    assert len(doors) == fewest(numbers), (numbers, final)
    assert not {c.new for c in doors} & ({*numbers} - {"1"})


def test_counter_clockwise_is_a_setting() -> None:
    campus = with_doors(("1", "5", "4", "3", "2"), "1")
    assert propose_numbers(campus, project(door_direction="counter-clockwise")).changes == ()
    clockwise = propose_numbers(campus, project())
    assert clockwise.changes and any("door_direction" in remark for remark in clockwise.remarks)


def test_frozen_reserved_and_once_used_numbers() -> None:
    campus = with_doors(("1", "2", "", "4", "5"), "1")
    assert after(campus, propose_numbers(campus, project())) == ["1", "2", "3", "4", "5"]
    for proposal in (
        propose_numbers(campus, project(reserved=("3",))),
        propose_numbers(campus, project(), {"main": ["3", "101"]}),
    ):
        final = after(campus, proposal)
        assert "3" not in final and [int(n) for n in final] == sorted(map(int, final))
    frozen = propose_numbers(with_doors(("1", "3", "2", "4", "5"), "1"), project(frozen=("door 3", "door 4")))
    assert {c.old for c in frozen.changes if c.kind == "door"} == {"2"} or not {"3", "4"} & {
        c.old for c in frozen.changes
    }


def test_a_door_missing_from_the_row_is_looked_for_and_nothing_is_moved_up() -> None:
    proposal = propose_numbers(with_doors(("1", "2", "4", "5", "6"), "1"), project())
    assert proposal.changes == ()
    assert any(remark.startswith("door 3 of") for remark in proposal.remarks)


def test_a_campus_wide_count_goes_on_from_building_to_building() -> None:
    drawn = dict.fromkeys(("main", "annex"), RING)
    campus = sketch_campus(drawn)
    proposal = propose_numbers(blank(campus), project(door_scope="campus"))
    numbers = [int(change.new) for change in proposal.changes if change.kind == "door"]
    assert sorted(numbers) == list(range(1, 11))


def blank(campus: Campus) -> Campus:
    """Take all door numbers away but the first door's."""

    def bare(door: Opening) -> Opening:
        return replace(door, number="", posted_number="") if door.exterior else door

    buildings = tuple(
        replace(b, floors=tuple(replace(f, openings=tuple(map(bare, f.openings))) for f in b.floors), main_entrance="")
        for b in campus.buildings
    )
    return replace(campus, buildings=buildings)


def test_buildings_get_free_numbers_and_keep_good_ones() -> None:
    campus = sketch_campus(dict.fromkeys(("main", "b", "c", "d"), RING))
    numbers = ("1", "1", "", "7")
    buildings = tuple(replace(b, number=n) for b, n in zip(campus.buildings, numbers, strict=True))
    proposal = propose_numbers(replace(campus, buildings=buildings), project(reserved=("2",)))
    new = {change.building: change.new for change in proposal.changes if change.kind == "building"}
    assert set(new) == {"b", "c"} and not {*new.values()} & {"1", "2", "7"} and len({*new.values()}) == 2


def test_a_stair_keeps_the_number_of_its_lowest_stop() -> None:
    stair = """
            +-----+------------+
            | {n}01 | STR{s} Stair |
            +--/--+--/---------+
            | COR{n} Hall        |
            +------------------+
    """
    campus = sketch_campus({"main": {"1": stair.format(n=1, s=4), "2": stair.format(n=2, s=9)}})

    def shafted(space: Space) -> Space:
        return replace(space, shaft="S") if space.number.startswith("STR") else space

    (building,) = campus.buildings
    floors = tuple(replace(f, spaces=tuple(map(shafted, f.spaces))) for f in building.floors)
    proposal = propose_numbers(replace(campus, buildings=(replace(building, floors=floors),)), project())
    assert [(c.old, c.new) for c in proposal.changes if c.kind == "stair"] == [("STR9", "STR4")]


def test_rooms_behind_rooms_get_a_letter_and_follow_their_room() -> None:
    suite = """
            +-----+------+-----+
            |     | 207A |     |
            +--/--+--/---+--/--+
            | 105 | 207  | 103 |
            +--/--+--/---+--/--+
        (1) D COR1 Hall        |
            +------------------+
    """
    campus = sketch_campus(suite)
    proposal = propose_numbers(campus, project(width=3))
    planned = plan_changes(campus, proposal.changes)
    number = {s.number or s.id: s.planned_number or s.number for f in planned.buildings[0].floors for s in f.spaces}
    assert number["207"] != "207" and number["207A"] == f"{number['207']}A"
    inner = [s.planned_number for f in planned.buildings[0].floors for s in f.spaces if not s.number]
    assert sorted(inner) == sorted([number["105"] + "A", number["103"] + "A"])


def test_a_frozen_room_stays_and_is_told_when_it_cannot_be_right() -> None:
    row = """
            +-----+-----+-----+-----+-----+
            | 109 | 103 | 105 | 207 | 111 |
            +--/--+--/--+--/--+--/--+--/--+
        (1) D COR1 Hall                   |
            +-----------------------------+
    """
    proposal = propose_numbers(sketch_campus(row), project(frozen=("207", "109")))
    assert not {"207", "109"} & {change.old for change in proposal.changes}
    assert any("207" in remark and "frozen" in remark for remark in proposal.remarks)
