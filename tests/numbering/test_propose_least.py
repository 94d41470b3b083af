"""No proposal with fewer changes satisfies the same rules: every way of numbering a small floor is tried by hand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest

from campusmap.model.numbering import Numbering
from campusmap.model.places import Campus
from campusmap.model.project import CampusEntry, MainEntrance, Project
from campusmap.numbering.propose import plan_changes, propose_numbers
from campusmap.sketch import sketch_campus

Side = Sequence[str]


def draw_floor(left: Side, right: Side) -> str:
    """Draw a corridor with rooms above it and below it, 5 m wide each; "" is a room without number."""
    rows = []
    for side, door_below in ((left, True), (right, False)):
        rule, doors = "+" + "-----+" * len(side), "+" + "--/--+" * len(side)
        rooms = "|" + "|".join(f" {number:<4}" for number in side) + "|"
        rows.append((rule, rooms, doors) if door_below else (doors, rooms, rule))
    width = 6 * max(len(left), len(right)) - 1
    corridor = f"(1) D{' COR1 Hall':<{width}}|"
    body = ["    " + line for line in rows[0]] + [corridor] + ["    " + line for line in rows[1]]
    return "\n".join(body)


def rises(values: Sequence[int]) -> bool:
    return all(a < b for a, b in pairwise(values))


def satisfies(left: Sequence[int], right: Sequence[int], odd_even: bool) -> bool:
    """Judge numbers 101 to 199 of both sides by the words of the scheme: with odd sides they rise from the entrance."""
    if len({*left, *right}) < len(left) + len(right):
        return False
    if not all(rises(side) or (rises(side[::-1]) and not odd_even) for side in (left, right)):
        return False
    sides = [{value % 2 for value in side} for side in (left, right)]
    return not odd_even or (all(len(side) <= 1 for side in sides) and (not all(sides) or sides[0] != sides[1]))


def fewest_changes(left: Side, right: Side, free: Sequence[int], odd_even: bool) -> int | None:
    """Try all sets of rooms to change, the smallest first, with all free numbers in them."""
    rooms = [*left, *right]
    fixed = [int(n) if n.startswith("1") and len(n) == 3 else None for n in rooms]
    for count in range(len(rooms) + 1):
        for changed in combinations(range(len(rooms)), count):
            if any(fixed[n] is None and n not in changed for n in range(len(rooms))):
                continue
            if fills(fixed, list(changed), free, len(left), odd_even):
                return count
    return None


def fills(numbers: list[int | None], changed: list[int], free: Sequence[int], split: int, odd_even: bool) -> bool:
    if not changed:
        known = [n for n in numbers if n is not None]
        return satisfies(known[:split], known[split:], odd_even)
    first, *rest = changed
    return any(
        fills(
            [value if n == first else old for n, old in enumerate(numbers)],
            rest,
            [f for f in free if f != value],
            split,
            odd_even,
        )
        for value in free
    )


def project_of(free: Sequence[int], used: Sequence[str], preset: str) -> Project:
    reserved = tuple(str(n) for n in range(101, 200) if n not in free and str(n) not in used)
    entry = CampusEntry("c", "C", main_entrance=MainEntrance("main", "1"))
    return Project(entry, numbering=Numbering(preset=preset, reserved=reserved, width=3))


def after(campus: Campus, project: Project) -> dict[str, str]:
    proposal = propose_numbers(campus, project)
    planned = plan_changes(campus, proposal.changes)
    return {
        s.id: s.planned_number or s.number for f in planned.buildings[0].floors for s in f.spaces if s.number != "COR1"
    }


@pytest.mark.parametrize("preset", ["k12-clockwise", "odd-even-corridor"])
@pytest.mark.parametrize("seed", range(40))
def test_no_numbering_of_a_small_floor_changes_fewer_rooms(preset: str, seed: int) -> None:
    chance = random.Random(seed)
    count = chance.randint(2, 3)
    pool = [str(n) for n in chance.sample(range(101, 116), 2 * count)] + ["203", ""]
    left, right = ([chance.choice(pool) for _ in range(count)] for _ in range(2))
    free = sorted(chance.sample([n for n in range(101, 118) if str(n) not in {*left, *right}], 6))
    (floor,) = (b.floors[0] for b in sketch_campus(draw_floor(left, right)).buildings)
    campus = sketch_campus(draw_floor(left, right))
    project = project_of(free, [*left, *right], preset)
    expected = fewest_changes(left, right, free, preset == "odd-even-corridor")
    proposal = propose_numbers(campus, project)
    rooms = sorted(
        (s for s in floor.spaces if s.number != "COR1"), key=lambda s: (-s.outline.centroid.y, s.outline.centroid.x)
    )
    final = after(campus, project)
    numbers = [final[room.id] for room in rooms]
    if expected is None:
        assert proposal.remarks
        return
    assert len(proposal.changes) == expected, (left, right, free, numbers)
    values = [int(n) for n in numbers]
    assert satisfies(values[:count], values[count:], preset == "odd-even-corridor")


def test_the_judge_finds_fault() -> None:
    assert satisfies([101, 103], [102, 104], odd_even=True)
    assert satisfies([103, 101], [104, 102], odd_even=False)
    assert satisfies([101, 103], [104, 102], odd_even=False)
    assert not satisfies([103, 101], [104, 102], odd_even=True)
    assert not satisfies([101, 103, 102], [104, 105, 106], odd_even=False)
    assert not satisfies([101, 103], [104, 102], odd_even=True)
    assert not satisfies([101, 103], [101, 104], odd_even=False)
    assert not satisfies([101, 102], [104, 106], odd_even=True)
    assert fewest_changes(["101", "105", "103"], ["106", "104", "102"], [107, 109], odd_even=False) == 1
    assert fewest_changes(["101", "101"], ["", "203"], [], odd_even=False) is None
