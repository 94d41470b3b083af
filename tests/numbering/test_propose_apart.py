"""No proposal makes a number that sounds like another near by; those that stand so are parted where the scheme asks."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest

from campusmap.model.numbering import Numbering
from campusmap.model.project import CampusEntry, MainEntrance, Project
from campusmap.numbering.propose import propose_numbers
from campusmap.sketch import sketch_campus

CLASHES = ({"113", "130"}, {"114", "140"}, {"115", "150"}, {"116", "160"}, {"117", "170"})


def draw(left: Sequence[str], right: Sequence[str]) -> str:
    """Draw a corridor with rooms on both sides, 5 m wide each; "" is a room without number."""
    rule, doors = "+" + "-----+" * len(left), "+" + "--/--+" * len(left)
    above, below = ("|" + "|".join(f" {number:<4}" for number in side) + "|" for side in (left, right))
    hall = f"(1) D{' COR1 Hall':<{6 * len(left) - 1}}|"
    return "\n".join(
        ["    " + rule, "    " + above, "    " + doors, hall, "    " + doors, "    " + below, "    " + rule]
    )


def propose(left: Sequence[str], right: Sequence[str], **scheme: object) -> tuple[dict[str, str], dict[str, str]]:
    """Return all numbers when all is done, old to new, and those that changed with their reasons."""
    campus = sketch_campus(draw(left, right))
    entry = CampusEntry("c", "C", main_entrance=MainEntrance("main", "1"))
    proposal = propose_numbers(campus, Project(entry, numbering=Numbering(width=3, **scheme)))  # type: ignore[arg-type]
    assert not proposal.remarks
    changed = {change.old: change for change in proposal.changes}
    rooms = [s.number for s in campus.buildings[0].floors[0].spaces if s.number != "COR1"]
    final = {number: changed[number].new if number in changed else number for number in rooms}
    return final, {change.new: change.reason for change in proposal.changes}


def clashing(numbers: Mapping[str, str]) -> list[set[str]]:
    return [pair for pair in CLASHES if pair <= set(numbers.values())]


def all_but(*numbers: int) -> tuple[str, ...]:
    return tuple(str(n) for n in range(101, 200) if n not in numbers)


def test_a_new_number_does_not_sound_like_one_that_stays() -> None:
    final, _ = propose(["111", "", "119"], ["130", "132", "134"], reserved=all_but(111, 113, 118, 119, 130, 132, 134))
    assert final[""] == "118"  # 113 is nearer to the middle
    assert not clashing(final)


def test_rather_another_sign_changes_than_a_new_pair_sounds_alike() -> None:
    final, reasons = propose(
        ["112", "", "114"], ["130", "132", "134"], reserved=all_but(112, 113, 114, 115, 116, 130, 132, 134)
    )
    assert not clashing(final) and len(reasons) == 2


def test_where_nothing_else_is_left_a_number_that_sounds_alike_is_better_than_none() -> None:
    final, _ = propose(["112", "", "114"], ["130", "132", "134"], reserved=all_but(112, 113, 114, 130, 132, 134))
    assert final[""] == "113"


def test_numbers_that_everybody_knows_stay_unless_the_scheme_wants_them_apart() -> None:
    floor = ["111", "113", "115"], ["130", "132", "134"]
    assert propose(*floor)[1] == {}
    final, reasons = propose(*floor, alike_apart=True)
    assert not clashing(final) and len(reasons) == 1
    assert "sounds like" in next(iter(reasons.values()))
    final, reasons = propose(*floor, alike_apart=True, frozen=("130",))
    assert final["130"] == "130" and final["113"] != "113"
    assert propose(*floor, alike_apart=True, frozen=("130", "113"))[1] == {}


@pytest.mark.parametrize("seed", range(30))
def test_no_proposal_sounds_alike_where_it_need_not(seed: int) -> None:
    chance = random.Random(seed)
    numbers = [str(n) for n in chance.sample(range(101, 171), 7)] + [""]
    chance.shuffle(numbers)
    final, reasons = propose(numbers[:4], numbers[4:], alike_apart=seed % 2 == 0)
    left = [pair for pair in clashing(final) if seed % 2 == 0 or pair & reasons.keys()]
    assert not left
