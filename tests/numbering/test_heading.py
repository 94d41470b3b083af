"""Which end of a corridor comes first: on foot where the entrance is, in plan elsewhere, neither from its middle."""

from __future__ import annotations

import pytest

from campusmap.model.numbering import Numbering
from campusmap.model.places import Use
from campusmap.numbering.propose import find_entrance, propose_numbers
from campusmap.numbering.propose_runs import lay_runs
from campusmap.rules.examples import evidence_of, sketch, sketches, with_building, with_campus_entry, with_project
from campusmap.rules.rule import Change
from campusmap.rules.run import review

ODD_EVEN = with_project(numbering=Numbering(preset="odd-even-corridor"))
FROM_THE_WEST = """
    +-----+-----+-----+-----+-----+
    | 109 | 107 | 105 | 103 | 101 |
    +--/--+--/--+--/--+--/--+--/--+
(1) D COR1 Hall                   |
    +-----------------------------+
"""
FROM_THE_MIDDLE = """
    +-----+-----+-----+-----+-----+
    | 109 | 107 | 105 | 103 | 101 |
    +--/--+--/--+--/--+--/--+--/--+
    | COR1 Hall                   |
    +--------------D--------------+
                  (1)
"""
# The classrooms' corridor begins near the entrance as the crow flies, and is come to from its other end.
ROUND_THE_BACK = """
    +-----+-----+-----+-----+-----+-------+
    | 101 | 103 | 105 | 107 | 109 |       |
    +--/--+--/--+--/--+--/--+--/--+       |
    | COR1 Hall                   / COR3  |
    +-----------------------------+       |
    | 110 Gym                     |       |
    +-----------------------------+       |
(1) D COR2 Front                  /       |
    +-----------------------------+-------+
"""


def told(change: Change) -> list[str]:
    said = review(evidence_of(change))
    found = [finding.message for finding in said.findings if finding.id == "NUM046"]
    return found + [f"not assessed: {skip.why}" for skip in said.not_assessed if skip.id == "NUM046"]


def turned(text: str) -> str:
    """Number the rooms of a drawing the other way round."""
    for low, high in (("101", "109"), ("103", "107")):
        text = text.replace(low, "xxx").replace(high, low).replace("xxx", high)
    return text


def test_numbers_that_fall_from_the_entrance_are_told() -> None:
    assert len(told(sketch(FROM_THE_WEST) + ODD_EVEN)) == 1
    assert told(sketch(turned(FROM_THE_WEST)) + ODD_EVEN) == []
    assert told(sketch(FROM_THE_WEST)) == []  # the default scheme lets them rise from either end
    assert told(sketch(FROM_THE_MIDDLE) + ODD_EVEN) == told(sketch(turned(FROM_THE_MIDDLE)) + ODD_EVEN) == []


def test_the_first_end_is_the_one_that_is_come_to_first_on_foot() -> None:
    assert told(sketch(ROUND_THE_BACK) + ODD_EVEN) == [
        "Along COR1 the rooms of one side run 109, 107, 105, 103, 101, coming from the main entrance"
    ]
    assert told(sketch(turned(ROUND_THE_BACK)) + ODD_EVEN) == []


def test_upper_floors_are_numbered_as_the_one_below() -> None:
    upstairs = FROM_THE_WEST.replace("(1) D", "    |").replace(" 10", " 20").replace("COR1", "COR2")
    campus = sketches({"main": {"1": turned(FROM_THE_WEST), "2": upstairs}})
    assert [line.partition(" the ")[0] for line in told(campus + ODD_EVEN)] == ["Along COR2"]


def test_without_an_entrance_no_end_is_the_first() -> None:
    nameless = with_building(main_entrance="") + with_campus_entry(main_entrance=None)
    assert told(sketch(FROM_THE_WEST) + ODD_EVEN + nameless)[0].startswith("not assessed: the main entrance")


@pytest.mark.parametrize("drawn", [FROM_THE_WEST, ROUND_THE_BACK, turned(ROUND_THE_BACK)])
def test_what_is_proposed_rises_from_the_first_end(drawn: str) -> None:
    evidence = evidence_of(sketch(drawn) + ODD_EVEN)
    (building,) = evidence.campus.buildings
    new = {change.subject: change.new for change in propose_numbers(evidence.campus, evidence.project).changes}
    assert bool(new) is bool(told(sketch(drawn) + ODD_EVEN))
    for run in lay_runs(building.floors[0], find_entrance(building)).runs:
        for row in run.rows if run.corridor.use is Use.CORRIDOR else ():
            numbers = [int(new.get(stand.room.id, stand.room.number)) for stand in row]
            assert numbers == sorted(numbers)
